// What one device reaches of another: measured, old, or not measured yet.
import {h, tags} from "../../parts/dom.js";
import {Title, Card, Empty, State, Table, Device, Unmeasured, measured, nameOf} from "../../parts/shared.js";
import {millis, percent, rate, span as lasting} from "../../parts/words.js";

const {div, p, span, table, caption, thead, tbody, tr, th, td} = tags;
// A row is published anew after ten minutes at the latest.
const STALE_SECONDS = 15 * 60;

const stale = (link) => link.ageSeconds !== null && link.ageSeconds > STALE_SECONDS;
const state = (link) => (!link.up ? "down" : stale(link) ? "stale" : "up");

function quality(link) {
  if (!link.up) return "down";
  if (stale(link)) return "stale";
  if (link.lossRatio === null) return "unknown";
  return link.lossRatio > 0.15 ? "poor" : link.lossRatio > 0.03 ? "fair" : "good";
}

const WORDS = {good: "good", fair: "some loss", poor: "much loss", down: "down", stale: "old", unknown: ""};

const Cell = ({link}) => {
  if (!link) return td({class: "cell none"}, span({class: "unmeasured"}, "no link"));
  const q = quality(link);
  return td({class: `cell ${q}`},
    span({class: "rtt"}, link.rttMillis === null ? h(Unmeasured) : millis(link.rttMillis)),
    span({class: "q"}, WORDS[q], link.lossRatio !== null && link.up ? ` ${percent(link.lossRatio)}` : ""));
};

function Matrix({swarm, members}) {
  const links = new Map(swarm.links.map((l) => [l.from + l.to, l]));
  return div({class: "scroll", tabindex: 0, role: "region", "aria-label": "Links as a matrix"},
    table({class: "matrix"}, caption({class: "unseen"}, "Round trip and loss, from the row's device to the column's"),
      thead(tr(th({scope: "col"}, "from \\ to"), members.map((m) => th({scope: "col", key: m.id}, h(Device, {swarm, id: m.id}))))),
      tbody(members.map((from) => tr({key: from.id}, th({scope: "row"}, h(Device, {swarm, id: from.id})),
        members.map((to) => from === to ? td({class: "cell self", key: to.id}, span({class: "unseen"}, "itself"))
          : h(Cell, {key: to.id, link: links.get(from.id + to.id)})))))));
}

const COLUMNS = (swarm) => [
  {name: "From", cell: (l) => h(Device, {swarm, id: l.from})},
  {name: "To", cell: (l) => h(Device, {swarm, id: l.to})},
  {name: "State", cell: (l) => h(State, {is: state(l)})},
  {name: "Round trip", number: true, cell: (l) => measured(millis(l.rttMillis))},
  {name: "Loss", number: true, cell: (l) => measured(percent(l.lossRatio))},
  {name: "Throughput", number: true, cell: (l) => measured(rate(l.bytesPerSecond))},
  {name: "Age", number: true, cell: (l) => l.ageSeconds === null ? "age not known" : lasting(l.ageSeconds)},
  {name: "Samples", number: true, cell: (l) => l.samples.toLocaleString("en")},
];

export function Links({swarm}) {
  if (swarm.links.length === 0) {
    return div(h(Title, null, "Links"), h(Empty, {title: "Not measured yet"},
      swarm.members.length < 2
        ? "A link needs two ends: no other device has been heard yet."
        : "Devices probe their neighbours every few seconds and publish a row once they know more. Rows appear here by themselves."));
  }
  const used = new Set(swarm.links.flatMap((l) => [l.from, l.to]));
  const members = swarm.members.filter((m) => used.has(m.id)).sort((x, y) => x.name.localeCompare(y.name));
  const rows = [...swarm.links].sort((x, y) =>
    nameOf(swarm, x.from).localeCompare(nameOf(swarm, y.from)) || nameOf(swarm, x.to).localeCompare(nameOf(swarm, y.to)));
  return div(
    h(Title, {note: "Each direction is measured by the device it starts from."}, "Links"),
    h(Card, {title: "Round trip and loss", note: "row to column", wide: true}, h(Matrix, {swarm, members})),
    h(Card, {title: "All measurements", wide: true}, h(Table, {label: "All links", rows, keyOf: (l) => l.from + l.to, columns: COLUMNS(swarm)}),
      p({class: "note"}, "A row older than 15 minutes is shown as stale: its device has not renewed it.")));
}
