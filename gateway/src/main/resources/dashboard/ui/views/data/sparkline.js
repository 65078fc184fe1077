// One small curve for each device and number, with its last value and its range in words.
import {h, tags} from "../../parts/dom.js";
import {Device} from "../../parts/shared.js";
import {unit} from "../../parts/words.js";

const {div, span, svg, polyline, circle, p} = tags;
const SHOWN_MAX = 24;
const WIDTH = 160;
const HEIGHT = 40;

/** Rows come newest first; curves go from old to new. */
export function curves(rows) {
  const found = new Map();
  for (const row of [...rows].reverse()) {
    for (const v of row.values) {
      if (v.type !== "int" || v.value === null) continue;
      const key = [row.device, row.series, v.name].join(" ");
      if (!found.has(key)) found.set(key, {key, device: row.device, series: row.series, name: v.name, unit: unit(v.unit), points: []});
      found.get(key).points.push({value: Number(v.value), text: v.value});
    }
  }
  return [...found.values()].sort((x, y) => x.series.localeCompare(y.series) || x.key.localeCompare(y.key));
}

function Curve({of, swarm}) {
  const values = of.points.map((p) => p.value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const last = of.points.at(-1);
  const x = (i) => (values.length === 1 ? WIDTH / 2 : 3 + (i / (values.length - 1)) * (WIDTH - 6));
  const y = (v) => (high === low ? HEIGHT / 2 : 4 + (1 - (v - low) / (high - low)) * (HEIGHT - 8));
  const range = `${low.toLocaleString("en")} to ${high.toLocaleString("en")} ${of.unit}`;
  return div({class: "curve", key: of.key},
    span({class: "what"}, h(Device, {swarm, id: of.device}), ` ${of.series} ${of.name}`),
    span({class: "last"}, last.text, " ", span({class: "unit"}, of.unit)),
    svg({viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${of.points.length} values, ${range}`},
      polyline({points: values.map((v, i) => `${x(i).toFixed(1)},${y(v).toFixed(1)}`).join(" ")}),
      circle({cx: x(values.length - 1), cy: y(last.value), r: 2.5})),
    span({class: "note"}, range));
}

export function Sparklines({rows, swarm}) {
  const found = curves(rows);
  if (found.length === 0) return p({class: "note"}, "No numbers among these rows.");
  return div(div({class: "curves"}, found.slice(0, SHOWN_MAX).map((c) => h(Curve, {key: c.key, of: c, swarm}))),
    found.length > SHOWN_MAX && p({class: "note"}, `${found.length - SHOWN_MAX} more; choose a device or a series above.`));
}
