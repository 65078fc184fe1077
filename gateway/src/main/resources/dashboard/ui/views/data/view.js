// What the swarm observed, as the gateway's store has it, and what missions published.
import {h, tags} from "../../parts/dom.js";
import {useEffect, useState} from "/vendor/hooks.js";
import {Title, Card, Empty, Table, Device} from "../../parts/shared.js";
import {clock, moment, unit, count} from "../../parts/words.js";
import {Sparklines} from "./sparkline.js";
import {Results} from "./results.js";

const {div, p, span, form, label, select, option, a, button} = tags;
const ROWS = 300;
const EVERY_MS = 3000;
const FIRST = 40;

/** The newest rows, asked for again every few seconds; problem is a sentence. */
function useRows(device, series) {
  const [found, setFound] = useState({rows: null, problem: ""});
  useEffect(() => {
    let over = false;
    const ask = async () => {
      const query = new URLSearchParams({device, series, n: ROWS});
      try {
        const answer = await fetch(`/api/observations?${query}`);
        const body = await answer.json();
        if (!over) setFound(answer.ok ? {rows: body, problem: ""} : {rows: null, problem: body.error});
      } catch {
        if (!over) setFound((old) => ({rows: old.rows, problem: "The gateway does not answer; shown is what it said last."}));
      }
    };
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [device, series]);
  return found;
}

function go(change, query) {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(change)) value ? next.set(key, value) : next.delete(key);
  location.hash = `#/data?${next}`;
}

const Choose = ({name, value, options, set}) => label(span(name),
  select({value, onChange: (e) => set(e.target.value)},
    options.map(([key, text]) => option({key, value: key, selected: key === value}, text))));

function Value({of}) {
  if (of.value === null) return span({class: "unmeasured"}, `${of.name} not measured`);
  if (of.type === "blob") return a({href: `/api/blobs/${of.value}`}, `${of.name} (download)`);
  return span({class: "value"}, span({class: "note"}, of.name), ` ${of.value}${of.unit ? " " + unit(of.unit) : ""}`);
}

const Rows = ({swarm, rows}) => h(Table, {label: "Newest observations first", rows, keyOf: (r) => r.device + r.series + r.seq, columns: [
  {name: "Time", cell: (r) => r.utcMillis === null
    ? span({class: "unmeasured"}, "time not known yet") : span({title: moment(r.utcMillis, swarm.zone)}, clock(r.utcMillis, swarm.zone))},
  {name: "Device", cell: (r) => h(Device, {swarm, id: r.device})},
  {name: "Series", cell: (r) => r.series},
  {name: "Values", cell: (r) => r.problem ? span({class: "unmeasured"}, r.problem)
    : div({class: "values"}, r.values.map((v) => h(Value, {key: v.name, of: v})))}]});

const Published = ({swarm}) => h(Card, {title: "Published by missions", wide: true}, h(Results, {swarm}));

function Observations({swarm, rows}) {
  const [whole, showAll] = useState(false);
  return h(Card, {title: "Observations", note: "newest first", wide: true},
    h(Rows, {swarm, rows: whole ? rows : rows.slice(0, FIRST)}),
    !whole && rows.length > FIRST && div(button({type: "button", onClick: () => showAll(true)}, `Show ${count(rows.length - FIRST, "more row")}`)));
}

export function Data({swarm, query}) {
  const device = query.get("device") ?? "";
  const series = query.get("series") ?? "";
  const {rows, problem} = useRows(device, series);
  const names = [...new Set(swarm.members.flatMap((m) => m.series))].sort();
  const recorders = swarm.members.filter((m) => m.series.length).sort((x, y) => x.name.localeCompare(y.name));
  return div(
    h(Title, {note: `Times are site time, ${swarm.zone}`}, "Data"),
    form({class: "filters", onSubmit: (e) => e.preventDefault()},
      h(Choose, {name: "Device", value: device, set: (v) => go({device: v}, query), options: [["", "all devices"], ...recorders.map((m) => [m.id, m.name])]}),
      h(Choose, {name: "Series", value: series, set: (v) => go({series: v}, query), options: [["", "all series"], ...names.map((n) => [n, n])]})),
    problem && p({class: "problem", role: "alert"}, problem),
    rows === null ? !problem && p({class: "note"}, "Asking the store …")
      : rows.length === 0
        ? h(Empty, {title: "No observations here"}, device || series
          ? "Nothing matches; choose other devices or series above." : "The store is empty. Devices that record a series send it here by themselves.")
        : div(
          h(Card, {title: "Latest", note: `of the newest ${count(rows.length, "row")}`, wide: true}, h(Sparklines, {swarm, rows})),
          h(Published, {swarm}),
          h(Observations, {swarm, rows})),
    !rows?.length && h(Published, {swarm}));
}
