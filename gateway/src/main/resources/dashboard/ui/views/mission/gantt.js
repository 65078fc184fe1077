// Bars on a line of time: the promise as an outline behind, what happened in front. Names stand in
// their own column and wrap; the table below says the same in words.
import {h, tags} from "../../parts/dom.js";
import {State, nameOf} from "../../parts/shared.js";
import {clock, span as lasting} from "../../parts/words.js";

const {div, span, p, svg, rect, line, title, h3, ul, li} = tags;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];
const TICKS_MAX = 8;

function scaleOf(mission, tasks, now) {
  const times = tasks.flatMap((t) => [t.plannedEndMillis, t.endMillis, ...t.attempts.flatMap((a) => [a.endMillis, a.plannedEndMillis])]);
  const running = tasks.some((t) => t.state === "running" || t.state === "transferring");
  const start = Math.min(mission.acceptedMillis, ...tasks.map((t) => t.startMillis ?? Infinity));
  const end = Math.max(start + 1000, running ? now : 0, ...times.filter(Boolean));
  const width = (end - start) * 1.02;
  const at = (ms) => Math.min(100, Math.max(0, ((ms - start) / width) * 100));
  const seconds = width / 1000;
  const step = STEPS.find((s) => seconds / s <= TICKS_MAX) ?? 86_400 * Math.ceil(seconds / 86_400 / TICKS_MAX);
  const ticks = [];
  for (let s = 0; s <= seconds; s += step) ticks.push(s);
  return {start, end, at, ticks, shown: (ms) => ms >= start && ms <= start + width};
}

const tick = (seconds) => (seconds === 0 ? "0" : lasting(seconds));

const bar = (scale, from, to, y, height, kind, words) => {
  const x = scale.at(from);
  return rect({class: `b ${kind}`, x: `${x}%`, width: `${Math.max(0.4, scale.at(to) - x)}%`, y, height, rx: 3},
    title(words));
};

const offset = (mission, ms) => `+${lasting((ms - mission.acceptedMillis) / 1000)}`;

function planWords(mission, x) {
  if (x.plannedStartMillis === null) return "not planned";
  return `planned ${offset(mission, x.plannedStartMillis)} to ${offset(mission, x.plannedEndMillis)}`;
}

function actualWords(mission, x) {
  if (x.startMillis === null) return "not started";
  return x.endMillis === null
    ? `runs since ${offset(mission, x.startMillis)}`
    : `ran ${offset(mission, x.startMillis)} to ${offset(mission, x.endMillis)}`;
}

function endOf(attempt, now) {
  return attempt.endMillis ?? attempt.lostMillis ?? now;
}

function Lane({swarm, mission, task, scale, now}) {
  const who = task.device ? nameOf(swarm, task.device) : "no device yet";
  const words = `${task.name} on ${who}: ${task.state}, ${planWords(mission, task)}, ${actualWords(mission, task)}`;
  const attempts = task.attempts.length ? task.attempts : [task];
  return div({class: "lane", key: task.name},
    div({class: "label"}, span({class: "task"}, task.name), h(State, {is: task.state})),
    svg({class: "track", role: "img", "aria-label": words, "data-task": task.name},
      scale.ticks.map((s) => line({key: s, class: "grid", x1: `${scale.at(scale.start + s * 1000)}%`, x2: `${scale.at(scale.start + s * 1000)}%`, y1: 0, y2: "100%"})),
      attempts.map((a) => a.plannedStartMillis !== null && a.plannedStartMillis !== undefined &&
        bar(scale, a.plannedStartMillis, a.plannedEndMillis, 4, 24, "planned", planWords(mission, a))),
      task.attempts.map((a) => a.startMillis !== null &&
        bar(scale, a.startMillis, endOf(a, now), 9, 14, `actual ${a.state}`,
          `attempt ${a.n} on ${nameOf(swarm, a.device)}: ${a.state}, ${actualWords(mission, a)}`)),
      scale.shown(now) && line({class: "now", x1: `${scale.at(now)}%`, x2: `${scale.at(now)}%`, y1: 0, y2: "100%"})));
}

function Axis({scale, now, mission}) {
  return div({class: "lane axis", "aria-hidden": "true"},
    div({class: "label"}, "since acceptance"),
    div({class: "ticks"},
      h("svg", {class: "track"},
        scale.ticks.map((s) => h("text", {key: s, x: `${scale.at(mission.acceptedMillis + s * 1000)}%`, y: 20, class: s === 0 ? "first" : ""}, tick(s))),
        scale.shown(now) && h("text", {class: "nowtext", x: `${scale.at(now)}%`, y: 6}, "now"))));
}

function groups(swarm, tasks, by) {
  if (by === "task") return [["", tasks]];
  const found = new Map();
  for (const task of tasks) {
    const name = task.device ? nameOf(swarm, task.device) : "No device yet";
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(task);
  }
  const begin = (t) => t.startMillis ?? t.plannedStartMillis ?? Infinity;
  return [...found].sort(([x], [y]) => x.localeCompare(y))
    .map(([name, list]) => [name, list.sort((x, y) => begin(x) - begin(y))]);
}

const Legend = () => ul({class: "legend", "aria-label": "What the bars mean"},
  [["planned", "planned"], ["actual running", "running"], ["actual done", "done"], ["actual failed", "failed"], ["actual lost", "lost"]]
    .map(([kind, words]) => li({key: words}, svg({width: 22, height: 14, "aria-hidden": "true"},
      rect({class: `b ${kind}`, x: 1, y: 1, width: 20, height: 12, rx: 3})), words)));

export function Gantt({swarm, mission, tasks, by, now}) {
  if (tasks.every((t) => t.plannedStartMillis === null && t.startMillis === null)) {
    return p({class: "note"}, mission.state === "cancelled"
      ? "The mission was cancelled before it was planned."
      : `Not planned yet${mission.reason ? `: ${mission.reason}` : "; the coordinator measures links first"}.`);
  }
  const scale = scaleOf(mission, tasks, now);
  return div({class: "gantt"},
    h(Legend),
    p({class: "note"}, `0 is ${clock(mission.acceptedMillis, swarm.zone)} site time, when the mission was accepted.`),
    h(Axis, {scale, now, mission}),
    groups(swarm, tasks, by).map(([name, list]) => div({class: "group", key: name},
      name && h3(name),
      list.map((task) => h(Lane, {key: task.name, swarm, mission, task, scale, now})))));
}
