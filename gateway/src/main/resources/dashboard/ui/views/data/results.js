// Blobs that missions handed over by gateway.publish; images are shown.
import {h, tags} from "../../parts/dom.js";
import {useEffect, useState} from "/vendor/hooks.js";
import {Device} from "../../parts/shared.js";
import {bytes, moment} from "../../parts/words.js";

const {div, p, a, img, figure, figcaption, span} = tags;

export function Results({swarm}) {
  const [results, setResults] = useState(null);
  const done = swarm.missions.flatMap((m) => m.tasks).filter((t) => t.state === "done").length;
  useEffect(() => {
    let over = false;
    fetch("/api/results").then((answer) => answer.json())
      .then((body) => over || setResults(body))
      .catch(() => over || setResults([]));
    return () => {
      over = true;
    };
  }, [done]);
  if (results === null) return p({class: "note"}, "Asking the gateway …");
  if (results.length === 0) return p({class: "note"}, "Nothing yet: a mission publishes with a task that says do: gateway.publish.");
  return div({class: "results"}, results.map((r) => figure({key: r.mission + r.task + r.name},
    r.here && r.contentType?.startsWith("image/") && img({src: `/api/blobs/${r.hash}`, alt: `${r.name} of ${r.mission}`, loading: "lazy"}),
    figcaption(
      r.here ? a({href: `/api/blobs/${r.hash}`}, r.name) : span(`${r.name} (not on this gateway yet)`),
      span({class: "note"}, `${r.mission}, ${r.contentType ?? "type not known"}, ${bytes(r.sizeBytes)}`),
      r.from && span({class: "note"}, `made by ${r.from} on `, h(Device, {swarm, id: r.device})),
      span({class: "note"}, `published ${moment(r.atMillis, swarm.zone)}`)))));
}
