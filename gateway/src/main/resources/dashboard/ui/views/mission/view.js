// One mission: promise against what happened, task by task.
import {h, tags} from "../../parts/dom.js";
import {useState} from "/vendor/hooks.js";
import {Title, Card, Empty, State, nameOf} from "../../parts/shared.js";
import {clock, moment, span as lasting, count} from "../../parts/words.js";
import {current} from "../overview/view.js";
import {Gantt} from "./gantt.js";
import {Tasks} from "./tasks.js";
import {Upload} from "./upload.js";
import {inOrder} from "./order.js";

const {div, p, span, button, nav, a, dl, dt, dd, label, input, fieldset, legend} = tags;
const OPEN = new Set(["accepted", "waiting", "running"]);

const Row = (name, value) => div(dt(name), dd(value));

function Facts({swarm, mission, now}) {
  const plan = mission.plan;
  const elapsed = (now - mission.acceptedMillis) / 1000;
  return dl({class: "facts"},
    Row("State", h(State, {is: mission.state})),
    mission.reason && Row("Why", mission.reason),
    Row("Accepted", moment(mission.acceptedMillis, swarm.zone)),
    Row("Promised", mission.predictedSeconds === null ? "no plan yet" : lasting(mission.predictedSeconds)),
    mission.measuredSeconds === null
      ? OPEN.has(mission.state) && Row("So far", lasting(Math.round(elapsed)))
      : Row("Took", lasting(mission.measuredSeconds)),
    plan && Row(`Plan ${plan.epoch}`, `by ${nameOf(swarm, plan.coordinator)} at ${clock(plan.atMillis, swarm.zone)}, ${lasting(plan.makespanSeconds)} from there`));
}

function Cancel({mission}) {
  const [asking, ask] = useState(false);
  const [problem, setProblem] = useState("");
  const cancel = async () => {
    try {
      const answer = await fetch(`/api/missions/${encodeURIComponent(mission.name)}/cancel`, {method: "POST"});
      if (!answer.ok) setProblem((await answer.json()).error);
    } catch {
      setProblem("The gateway did not answer; the mission goes on.");
    }
    ask(false);
  };
  if (!OPEN.has(mission.state)) return null;
  return div({class: "cancel"},
    asking
      ? span({role: "group", "aria-label": "Confirm"}, `End ${mission.name} on all devices? `,
        button({type: "button", class: "danger", onClick: cancel}, "End the mission"),
        button({type: "button", onClick: () => ask(false)}, "Let it go on"))
      : button({type: "button", onClick: () => ask(true)}, "Cancel the mission …"),
    problem && p({role: "alert", class: "problem"}, problem));
}

const Choice = ({value, set, options, name}) =>
  fieldset({class: "choice"}, legend(name), options.map(([key, text]) =>
    label({key}, input({type: "radio", name, checked: value === key, onChange: () => set(key)}), span(text))));

function One({swarm, mission, now}) {
  const [by, setBy] = useState("device");
  const tasks = inOrder(mission.tasks);
  const done = tasks.filter((t) => t.state === "done").length;
  return div(
    h(Title, {note: `${done} of ${count(tasks.length, "task")} done`}, mission.name),
    h(Facts, {swarm, mission, now}),
    h(Card, {title: "Planned and actual", wide: true},
      h(Choice, {value: by, set: setBy, name: "Group by", options: [["device", "Device"], ["task", "Order of work"]]}),
      h(Gantt, {swarm, mission, tasks, by, now})),
    h(Card, {title: "Tasks", note: "in the order of work", wide: true}, h(Tasks, {swarm, mission, tasks})),
    h(Cancel, {mission}));
}

export function Mission({swarm, now, rest}) {
  const mission = rest ? swarm.missions.find((m) => m.name === rest) : current(swarm);
  return div(
    swarm.missions.length > 1 && nav({class: "chooser", "aria-label": "Missions"}, swarm.missions.map((m) =>
      a({key: m.name, href: `#/mission/${m.name}`, "aria-current": m === mission ? "true" : undefined}, m.name, " ", h(State, {is: m.state})))),
    mission ? h(One, {key: mission.name, swarm, mission, now})
      : div(h(Title, null, "Mission"),
        rest
          ? h(Empty, {title: `No mission named ${rest}`}, "It may have been uploaded elsewhere and not arrived yet.")
          : h(Empty, {title: "No mission yet", command: "./dunlin mission submit river-search.yaml"},
            "A mission says what to do; the swarm plans who does it when. Hand one in below, or from a shell:")),
    h(Card, {title: "Hand in a mission", wide: true}, h(Upload)));
}
