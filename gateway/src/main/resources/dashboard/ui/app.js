// Picks the view that the URL's hash names and draws it at every change.
import {render} from "/vendor/preact.js";
import {useState, useEffect} from "/vendor/hooks.js";
import {h, tags} from "./parts/dom.js";
import {watch, nowMillis} from "./parts/live.js";
import {clock, moment, span as lasting} from "./parts/words.js";
import {Overview} from "./views/overview/view.js";
import {Devices} from "./views/devices/view.js";
import {Mission} from "./views/mission/view.js";
import {Links} from "./views/links/view.js";
import {Data} from "./views/data/view.js";
import {Merge} from "./views/merge/view.js";

const {div, header, nav, a, main, span, footer, p, ul, li} = tags;

const VIEWS = [
  ["overview", "Overview", Overview],
  ["devices", "Devices", Devices],
  ["mission", "Mission", Mission],
  ["links", "Links", Links],
  ["data", "Data", Data],
  ["merge", "Merge", Merge],
];

/** #/data?series=x → {view: "data", rest: "", query} */
function place() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [view, ...rest] = path.split("/");
  const known = VIEWS.some(([key]) => key === view);
  return {
    view: known ? view : "overview",
    rest: decodeURIComponent(rest.join("/")),
    query: new URLSearchParams(query ?? ""),
  };
}

function Line({state}) {
  const since = clock(state.since, state.swarm?.zone ?? "UTC");
  const words = {
    opening: "connecting",
    live: "live",
    lost: `reconnecting since ${since}`,
  };
  return span({class: `line ${state.line}`, role: "status"},
    span({class: "dot", "aria-hidden": "true"}), words[state.line]);
}

const Navigation = ({at}) =>
  nav({"aria-label": "Views"}, ul(VIEWS.map(([key, name]) =>
    li(a({href: `#/${key}`, "aria-current": key === at ? "page" : undefined}, name)))));

function Body({state, at, now}) {
  if (!state.swarm) {
    return div({class: "empty"}, tags.h1({id: "title", tabindex: -1}, "No picture yet"),
      p(state.line === "lost"
        ? "The gateway does not answer. Is it running? Start it, and this page goes on by itself."
        : "Asking the gateway for its picture of the swarm …"));
  }
  const [, , View] = VIEWS.find(([key]) => key === at.view);
  return h(View, {swarm: state.swarm, now, rest: at.rest, query: at.query, line: state.line});
}

function App() {
  const [state, setState] = useState({swarm: null, line: "opening", since: Date.now()});
  const [at, setAt] = useState(place());
  const [, tick] = useState(0);
  useEffect(() => {
    watch((next) => {
      setState(next);
      tick((n) => n + 1);
    });
    const moved = () => {
      setAt(place());
      requestAnimationFrame(() => {
        scrollTo(0, 0);
        document.getElementById("title")?.focus({preventScroll: true});
      });
    };
    addEventListener("hashchange", moved);
  }, []);
  const [, name] = VIEWS.find(([key]) => key === at.view);
  useEffect(() => {
    document.title = state.swarm ? `${name} · ${state.swarm.swarm} · Dunlin` : "Dunlin";
  }, [name, state.swarm?.swarm]);
  const now = nowMillis(state);
  return div({class: "frame"},
    a({class: "skip", href: "#title", onClick: (e) => {
      e.preventDefault();
      document.getElementById("title")?.focus();
    }}, "Skip to content"),
    header({class: "bar"},
      a({class: "brand", href: "#/overview"}, span({class: "mark", "aria-hidden": "true"}),
        span("Dunlin"), state.swarm && span({class: "swarm"}, state.swarm.swarm)),
      h(Line, {state})),
    h(Navigation, {at: at.view}),
    main(h(Body, {state, at, now})),
    state.swarm && footer(
      span(`Site time ${moment(now, state.swarm.zone)} (${state.swarm.zone})`),
      span(state.line === "lost"
        ? `Shown is what was known ${lasting((Date.now() - state.receivedAt) / 1000)} ago`
        : "Everything here comes from this gateway")));
}

const root = document.getElementById("app");
root.replaceChildren();
render(h(App), root);
