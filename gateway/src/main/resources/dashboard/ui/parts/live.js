// The one picture of the swarm that all views draw, kept fresh by server-sent events.
// state: {swarm: object|null, line: "opening"|"live"|"lost", since: ms, receivedAt: ms}
const SILENCE_MS = 12_000; // the gateway speaks at least every 5 s
const RETRY_MS = 3_000;

let state = {swarm: null, line: "opening", since: Date.now(), receivedAt: 0};
const listeners = new Set();
let source = null;

const set = (change) => {
  state = {...state, ...change};
  for (const each of listeners) each(state);
};

const lost = () => {
  if (state.line !== "lost") set({line: "lost", since: state.receivedAt || Date.now()});
};

function open() {
  if (source) source.close();
  source = new EventSource("/api/events");
  source.addEventListener("swarm", (event) => {
    const now = Date.now();
    const line = state.line === "live" ? {} : {line: "live", since: now};
    set({swarm: JSON.parse(event.data), receivedAt: now, ...line});
  });
  source.addEventListener("error", () => {
    lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(open, RETRY_MS);
  });
}

/** Calls back now and at every change, and once a second so that ages go on. */
export function watch(listener) {
  listeners.add(listener);
  listener(state);
  open();
  setInterval(() => {
    if (state.line === "live" && Date.now() - state.receivedAt > SILENCE_MS) {
      lost();
      open();
    }
    listener(state);
  }, 1000);
}

/** The gateway's time now, going on between pictures. */
export const nowMillis = ({swarm, receivedAt}) =>
  swarm ? swarm.nowMillis + (Date.now() - receivedAt) : Date.now();
