// Who knows what: equal replicas, what is left to send, and what the exchange cost.
import {h, tags} from "../../parts/dom.js";
import {useEffect, useState} from "/vendor/hooks.js";
import {Title, Card, Empty, State, Table, Device, Command} from "../../parts/shared.js";
import {bytes, count, percent} from "../../parts/words.js";

const {div, p, span, code, svg, rect, dl, dt, dd} = tags;
const CAUSES = [
  ["needed", "Needed", "received and new here"],
  ["summary", "Summaries", "sent to find out who lacks what"],
  ["duplicate", "Duplicates", "received although it was here"],
  ["lost", "Lost", "sent, never arrived, sent again"],
];

function Equal({swarm}) {
  if (swarm.replicas.length === 0) return p({class: "note"}, "No exchange with any replica yet; it starts when a device is heard.");
  return h(Table, {label: "Replicas", rows: swarm.replicas, keyOf: (r) => r.id, columns: [
    {name: "Replica", cell: (r) => h(Device, {swarm, id: r.id})},
    {name: "Against this gateway", cell: (r) => h(State, {is: r.equal ? "equal" : "behind"}, r.equal ? "equal" : r.entriesLeft === 0 ? "differs, being compared" : "entries left to send")},
    {name: "Entries left", number: true, cell: (r) => r.entriesLeft.toLocaleString("en")},
    {name: "Bytes left, about", number: true, cell: (r) => bytes(r.bytesLeft)},
    {name: "Path", cell: (r) => code(r.address)}]});
}

function Cost({swarm}) {
  const total = CAUSES.reduce((sum, [key]) => sum + swarm.bytes[key], 0);
  return h(Table, {label: "Sync bytes by cause, since the gateway started", rows: CAUSES, keyOf: ([key]) => key, columns: [
    {name: "Cause", cell: ([, name]) => name},
    {name: "Bytes", number: true, cell: ([key]) => bytes(swarm.bytes[key])},
    {name: "Share", cell: ([key]) => div({class: "share"},
      svg({class: "meter", "aria-hidden": "true"}, rect({class: key, x: 0, y: 0, height: "100%", width: total ? `${(100 * swarm.bytes[key]) / total}%` : 0, rx: 3})),
      span(total ? percent(swarm.bytes[key] / total) : "nothing yet"))},
    {name: "What it is", cell: ([, , what]) => span({class: "note"}, what)}]});
}

const LANES = ["urgent", "state", "telemetry", "bulk"];

function Runs({of}) {
  const last = Math.max(1, ...of.intervals.map((i) => i[1]));
  return div({class: "share"}, svg({class: "meter", "aria-hidden": "true"},
    of.intervals.slice(0, 200).map(([first, end]) => rect({key: first, class: "needed", y: 0, height: "100%",
      x: `${(100 * (first - 1)) / last}%`, width: `${(100 * (end - first + 1)) / last}%`}))),
  span(of.intervals.length === 1 ? `${of.intervals[0][0]} to ${of.intervals[0][1]}, no gap` : count(of.intervals.length, "run") + ", gaps between"));
}

function Held({swarm}) {
  const [held, setHeld] = useState(null);
  useEffect(() => {
    let over = false;
    const ask = () => fetch("/api/observations/held").then((a) => (a.ok ? a.json() : null))
      .then((body) => over || setHeld(body)).catch(() => {});
    ask();
    const timer = setInterval(ask, 5000);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, []);
  if (held === null) return p({class: "note"}, "Asking the store …");
  if (held.length === 0) return p({class: "note"}, "The store holds no log yet.");
  return h(Table, {label: "Logs in the store", rows: held, keyOf: (l) => l.device + l.epoch + l.lane, columns: [
    {name: "Device", cell: (l) => h(Device, {swarm, id: l.device})},
    {name: "Log", cell: (l) => span(LANES[l.lane] ?? `lane ${l.lane}`, " ", code(l.epoch))},
    {name: "Entries", number: true, cell: (l) => l.count.toLocaleString("en")},
    {name: "Which", cell: (l) => h(Runs, {of: l})},
    {name: "Came again", number: true, cell: (l) => l.duplicates.toLocaleString("en")}]});
}

export function Merge({swarm}) {
  if (swarm.replicas.length === 0 && swarm.members.length < 2) {
    return div(h(Title, null, "Merge"), h(Empty, {title: "Nobody to merge with yet", command: "./dunlin demo"},
      "Replicas appear here when the gateway hears a device. A whole swarm on this machine:"));
  }
  const equal = swarm.replicas.filter((r) => r.equal).length;
  return div(
    h(Title, null, "Merge"),
    p({class: "sentence"}, swarm.replicas.length
      ? `${equal} of ${count(swarm.replicas.length, "replica")} known to equal this gateway's.` : "No exchange yet."),
    h(Card, {title: "Replicas", wide: true}, h(Equal, {swarm}),
      dl({class: "facts"}, div(dt("Digest here"), dd(code({class: "long"}, swarm.digest)))),
      p({class: "note"}, "Replicas that know the same have the same digest. Compare with a device's own:"),
      h(Command, null, "curl -s http://DEVICE/health")),
    h(Card, {title: "Bytes by cause", note: "sync packets of this gateway since it started", wide: true}, h(Cost, {swarm})),
    h(Card, {title: "What the store holds", note: "durable, by log", wide: true}, h(Held, {swarm})));
}
