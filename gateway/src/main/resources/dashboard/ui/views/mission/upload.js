// A mission file by drop or choice; the gateway's findings with line and column.
import {h, tags} from "../../parts/dom.js";
import {useState} from "/vendor/hooks.js";
import {Table, State} from "../../parts/shared.js";
import {count} from "../../parts/words.js";

const {div, p, label, input, span, code} = tags;
const BYTES_MAX = 256 * 1024;

async function send(file, tell) {
  if (file.size > BYTES_MAX) {
    tell({file: file.name, error: "A mission file has at most 256 KiB. A larger one goes in parts over MQTT."});
    return;
  }
  tell({file: file.name, sending: true});
  try {
    const answer = await fetch("/api/missions", {method: "POST", body: await file.arrayBuffer()});
    const body = await answer.json();
    tell(body.result ? {file: file.name, ...body} : {file: file.name, error: body.error});
  } catch {
    tell({file: file.name, error: "The gateway did not answer; nothing was changed."});
  }
}

const Findings = ({list}) => list.length > 0 && h(Table, {label: "Findings", rows: list, columns: [
  {name: "Where", cell: (d) => d.line > 0 ? `${d.line}:${d.column}` : "whole file"},
  {name: "What", cell: (d) => div(h(State, {is: d.severity === "error" ? "failed" : "warn"}, d.severity), " ", d.message,
    d.nearest && div({class: "note"}, `did you mean “${d.nearest}”?`))},
  {name: "Allowed", cell: (d) => d.allowed || span({class: "note"}, "see the message")},
  {name: "Code", cell: (d) => code(d.code)}]});

function Outcome({of}) {
  if (!of) return null;
  if (of.sending) return p(`Sending ${of.file} …`);
  if (of.error) return p({class: "problem"}, of.error);
  const good = of.result === "accepted";
  const words = good
    ? `${of.name} ${of.unchanged ? "was in force already" : "accepted"}: ${count(of.tasks, "task")}.`
    : `${of.file} was turned away (${of.why.replaceAll("-", " ")}). A mission that was in force still is.`;
  return div(p(h(State, {is: good ? "good" : "failed"}, words)), h(Findings, {list: of.diagnostics}));
}

export function Upload() {
  const [outcome, tell] = useState(null);
  const [over, setOver] = useState(false);
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files[0]) send(event.dataTransfer.files[0], tell);
  };
  return div(
    div({class: over ? "drop over" : "drop", onDragOver: (e) => {
      e.preventDefault();
      setOver(true);
    }, onDragLeave: () => setOver(false), onDrop: drop},
    label(span("Drop a mission file here, or choose one"),
      input({type: "file", accept: ".yaml,.yml,.json", onChange: (e) => {
        if (e.target.files[0]) send(e.target.files[0], tell);
        e.target.value = "";
      }})),
    p({class: "note"}, "YAML or JSON, at most 256 KiB. The file is checked whole before anything changes.")),
    div({role: "status"}, h(Outcome, {of: outcome})));
}
