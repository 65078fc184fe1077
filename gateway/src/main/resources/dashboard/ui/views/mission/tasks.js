// The Gantt's twin in words: each task, who has it, when, and why it waits.
import {h, tags} from "../../parts/dom.js";
import {State, Table, Device, nameOf} from "../../parts/shared.js";
import {bytes, span as lasting} from "../../parts/words.js";
import {before} from "./order.js";

const {span, ul, li, a, details, summary, div} = tags;

const since = (mission, ms) => (ms === null ? null : `+${lasting((ms - mission.acceptedMillis) / 1000)}`);

function range(mission, from, to, none) {
  if (from === null) return span({class: "note"}, none);
  return to === null ? `${since(mission, from)} …` : `${since(mission, from)} to ${since(mission, to)}`;
}

const Outputs = ({outputs}) => outputs.length > 0 && ul({class: "plain"}, outputs.map((o) =>
  li({key: o.name}, a({href: `/api/blobs/${o.hash}`}, o.name), ` ${bytes(o.sizeBytes)}`)));

const Attempts = ({swarm, mission, task}) => task.attempts.length > 1 && details(
  summary(`${task.attempts.length} attempts`),
  ul({class: "plain"}, task.attempts.map((x) => li({key: x.n + x.device},
    `${x.n} on ${nameOf(swarm, x.device)}: `, h(State, {is: x.state}), x.startMillis !== null ? ` from ${since(mission, x.startMillis)}` : "",
    x.message ? ` (${x.message})` : ""))));

export function Tasks({swarm, mission, tasks}) {
  return h(Table, {label: `Tasks of ${mission.name}`, rows: tasks, keyOf: (t) => t.name, columns: [
    {name: "Task", cell: (t) => div(span({class: "task"}, t.name), div({class: "note"}, t.action))},
    {name: "State", cell: (t) => div(h(State, {is: t.state}), t.message && div({class: "note why"}, t.message))},
    {name: "Device", cell: (t) => h(Device, {swarm, id: t.device})},
    {name: "Planned", cell: (t) => range(mission, t.plannedStartMillis, t.plannedEndMillis, "not planned")},
    {name: "Actual", cell: (t) => range(mission, t.startMillis, t.endMillis, "not started")},
    {name: "After", cell: (t) => before(t).join(", ") || span({class: "note"}, "nothing")},
    {name: "Left behind", cell: (t) => div(h(Outputs, {outputs: t.outputs}), h(Attempts, {swarm, mission, task: t}))}]});
}
