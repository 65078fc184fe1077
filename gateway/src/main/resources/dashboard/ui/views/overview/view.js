// The state of the swarm in one sentence, then what needs eyes first.
import {h, tags} from "../../parts/dom.js";
import {Title, Card, State, Command, Device, Table, nameOf} from "../../parts/shared.js";
import {ago, bytes, count, span as lasting, clock} from "../../parts/words.js";

const {div, p, dl, dt, dd, ul, li, a, span, strong} = tags;
const WORST_MAX = 5;
const OPEN = new Set(["accepted", "waiting", "running"]);

/** The mission that counts now: one under way, else the newest. */
export const current = (swarm) =>
  swarm.missions.find((m) => OPEN.has(m.state)) ??
  [...swarm.missions].sort((x, y) => y.acceptedMillis - x.acceptedMillis)[0];

const doneOf = (mission) => mission.tasks.filter((t) => t.state === "done").length;

function missionWords(mission, now) {
  if (!mission) return "no mission yet";
  const tasks = `${doneOf(mission)} of ${count(mission.tasks.length, "task")} done`;
  switch (mission.state) {
    case "done": return `${mission.name} done in ${lasting(mission.measuredSeconds)}`;
    case "failed": return `${mission.name} failed, ${tasks}`;
    case "cancelled": return `${mission.name} cancelled, ${tasks}`;
    default: {
      const left = mission.predictedSeconds === null ? null
        : mission.predictedSeconds - (now - mission.acceptedMillis) / 1000;
      const promise = left === null ? "" : left >= 0
        ? `, on time to end in ${lasting(Math.round(left))}` : `, ${lasting(Math.round(-left))} later than first planned`;
      return `${mission.name} ${mission.state}, ${tasks}${promise}`;
    }
  }
}

export function worst(swarm) {
  const found = [];
  const add = (weight, is, href, text) => found.push({weight, is, href, text});
  for (const m of swarm.missions) {
    for (const t of m.tasks) {
      if (t.state === "failed") add(5, "failed", `#/mission/${m.name}`, `Task ${t.name} failed${t.message ? `: ${t.message}` : ""}`);
      if (t.state === "lost") add(4, "lost", `#/mission/${m.name}`, `Task ${t.name} was lost with ${nameOf(swarm, t.device ?? "")}; waits for a new plan`);
    }
    if (m.state === "waiting" && m.reason) add(4, "waiting", `#/mission/${m.name}`, `${m.name} waits: ${m.reason}`);
  }
  for (const d of swarm.members) {
    if (d.state === "silent") add(3, "silent", `#/devices/${d.id}`, `${d.name} is silent, last heard: ${ago(d.heardMillisAgo)}`);
  }
  for (const r of swarm.replicas) {
    if (!r.equal && r.entriesLeft > 0) add(2, "behind", "#/merge", `${nameOf(swarm, r.id)} lacks ${count(r.entriesLeft, "entry", "entries")} (${bytes(r.bytesLeft)})`);
  }
  const cut = swarm.links.filter((l) => !l.up).length;
  if (cut > 0) add(1, "down", "#/links", `${count(cut, "link")} down`);
  return found.sort((x, y) => y.weight - x.weight);
}

function Worst({swarm}) {
  const found = worst(swarm);
  if (found.length === 0) return p({class: "calm"}, h(State, {is: "good"}, "Nothing needs you."));
  const more = found.length - WORST_MAX;
  return div(
    ul({class: "worst"}, found.slice(0, WORST_MAX).map((w) =>
      li({key: w.text}, h(State, {is: w.is}), a({href: w.href}, w.text)))),
    more > 0 && p({class: "note"}, `and ${count(more, "more thing")} of lesser weight`));
}

const Counter = ({name, value, of, href}) =>
  a({class: "counter", href}, span({class: "name"}, name),
    strong(value), of !== undefined && span({class: "of"}, of));

const NoDevice = () => div({class: "empty"},
  tags.h2("No device yet"),
  p("The gateway runs and listens; no device has spoken to it. Start a whole swarm on this machine, or one device:"),
  h(Command, null, "./dunlin demo"), h(Command, null, "./dunlin device run --config FILE"));

export function Overview({swarm, now}) {
  const devices = swarm.members.filter((m) => m.role === "device");
  if (devices.length === 0) return div(h(Title, null, "Overview"), h(NoDevice));
  const heard = devices.filter((d) => d.state !== "silent");
  const mission = current(swarm);
  const behind = swarm.replicas.filter((r) => !r.equal);
  const left = behind.reduce((sum, r) => sum + r.entriesLeft, 0);
  const up = swarm.links.filter((l) => l.up).length;
  const deadlines = (mission?.tasks ?? []).filter((t) => t.deadlineMillis && t.state !== "done")
    .sort((x, y) => x.deadlineMillis - y.deadlineMillis);
  return div(
    h(Title, null, "Overview"),
    p({class: "sentence"}, `${heard.length} of ${count(devices.length, "device")} heard; ${missionWords(mission, now)}.`),
    div({class: "counters"},
      h(Counter, {name: "Devices heard", value: heard.length, of: `of ${devices.length}`, href: "#/devices"}),
      mission
        ? h(Counter, {name: "Tasks done", value: doneOf(mission), of: `of ${mission.tasks.length}`, href: `#/mission/${mission.name}`})
        : h(Counter, {name: "Missions", value: "none", href: "#/mission"}),
      h(Counter, {name: "Links up", value: up, of: `of ${swarm.links.length}`, href: "#/links"}),
      h(Counter, {name: "Entries to merge", value: left.toLocaleString("en"), of: left === 0 ? "all equal" : `to ${count(behind.length, "replica")}`, href: "#/merge"})),
    div({class: "cards"},
      h(Card, {title: "Look here first"}, h(Worst, {swarm})),
      h(Card, {title: "Next deadline"}, deadlines.length
        ? p(`${deadlines[0].name} by ${clock(deadlines[0].deadlineMillis, swarm.zone)}`)
        : p({class: "note"}, "No task under way has a deadline."))),
    h(Card, {title: "How fresh is what you see", note: "as heard by this gateway"}, h(Table, {
      label: "Age of what is known of each device", rows: devices, keyOf: (d) => d.id,
      columns: [
        {name: "Device", cell: (d) => h(Device, {swarm, id: d.id})},
        {name: "State", cell: (d) => h(State, {is: d.state})},
        {name: "Last heard", cell: (d) => ago(d.heardMillisAgo)},
        {name: "Doing", cell: (d) => doing(swarm, d) || span({class: "note"}, "nothing")},
      ]})));
}

const doing = (swarm, device) =>
  swarm.missions.flatMap((m) => m.tasks)
    .filter((t) => t.device === device.id && (t.state === "running" || t.state === "transferring"))
    .map((t) => t.name).join(", ");
