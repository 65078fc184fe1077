// The small things every view uses.
import {tags, all} from "./dom.js";
import {useState} from "/vendor/hooks.js";
import {h} from "./dom.js";
import {short} from "./words.js";

const {span, div, p, button, code, h1, h2, table, thead, tbody, tr, th, td, caption, section, a} = tags;

/** Each state has a sign and a word beside its colour. */
const SIGNS = {
  done: "✓", running: "▶", transferring: "⇄", waiting: "…", failed: "✕", lost: "?", cancelled: "⊘",
  accepted: "…", heard: "●", silent: "○", sleeping: "☾", up: "●", down: "✕", equal: "✓", behind: "…",
  stale: "◌", warn: "!", good: "✓",
};

export const State = ({is, children}) =>
  span({class: `state ${is}`}, span({class: "sign", "aria-hidden": "true"}, SIGNS[is] ?? "·"), children ?? is);

export const Title = ({children, note}) =>
  tags.header({class: "title"}, h1({tabindex: -1, id: "title"}, children), note && p({class: "note"}, note));

export const Card = ({title, note, children, wide}) =>
  section({class: wide ? "card wide" : "card"},
    title && tags.header(h2(title), note && span({class: "note"}, note)), children);

/** A command to copy. */
export function Command({children}) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(children);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return div({class: "command"}, code(children),
    button({type: "button", onClick: copy, "aria-label": `Copy ${children}`}, copied ? "Copied" : "Copy"));
}

/** Says what is missing and what to do about it. */
export const Empty = ({title, children, command}) =>
  div({class: "empty"}, h2(title), p(children), command && h(Command, null, command));

/**
 * A real table that scrolls inside itself. columns: [{name, number?, cell(row)}].
 */
export const Table = ({label, columns, rows, keyOf}) =>
  div({class: "scroll", tabindex: 0, role: "region", "aria-label": label},
    table(
      caption({class: "unseen"}, label),
      thead(tr(columns.map((c) => th({scope: "col", class: c.number ? "number" : ""}, c.name)))),
      tbody(rows.map((row, i) =>
        tr({key: keyOf ? keyOf(row) : i}, columns.map((c, n) =>
          (n === 0 ? th : td)({scope: n === 0 ? "row" : undefined, class: c.number ? "number" : ""}, c.cell(row))))))));

export const Unmeasured = () => span({class: "unmeasured"}, "not measured yet");
export const measured = (text) => (text === null ? h(Unmeasured) : text);

export const nameOf = (swarm, id) => swarm.members.find((m) => m.id === id)?.name ?? short(id);

export const Device = ({swarm, id}) =>
  id ? a({href: `#/devices/${id}`, class: "device"}, nameOf(swarm, id)) : span({class: "unmeasured"}, "no device yet");

export {all};
