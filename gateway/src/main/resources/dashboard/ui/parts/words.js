// Numbers and times as words. What is not known is said, never 0.
export const UNKNOWN = "not known";

const round = (x, digits) => x.toLocaleString("en", {maximumFractionDigits: digits});

export const count = (n, one, many = one + "s") => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** 0.4 s, 12 s, 3 min 20 s, 2 h 5 min, 3 days */
export function span(seconds) {
  if (seconds === null || seconds === undefined) return UNKNOWN;
  const s = Math.max(0, seconds);
  if (s < 10) return `${round(s, 1)}\u00a0s`;
  if (s < 60) return `${Math.round(s)}\u00a0s`;
  if (s < 3600) return join(Math.floor(s / 60), "min", Math.round(s % 60), "s");
  if (s < 172_800) return join(Math.floor(s / 3600), "h", Math.round((s % 3600) / 60), "min");
  return `${Math.round(s / 86_400)}\u00a0days`;
}

const join = (a, unitA, b, unitB) => (b === 0 ? `${a}\u00a0${unitA}` : `${a}\u00a0${unitA} ${b}\u00a0${unitB}`);

/** Whole seconds only, so that a page at rest does not flicker. */
export const ago = (millis) =>
  millis === null || millis === undefined
    ? "never heard"
    : millis < 2000 ? "just now" : `${span(Math.round(millis / 1000))} ago`;

export function bytes(n) {
  if (n === null || n === undefined) return UNKNOWN;
  if (n < 1000) return `${n} B`;
  if (n < 1e6) return `${round(n / 1e3, 1)} kB`;
  if (n < 1e9) return `${round(n / 1e6, 1)} MB`;
  return `${round(n / 1e9, 2)} GB`;
}

export const memory = (n) => (n >= 2 ** 30 ? `${round(n / 2 ** 30, 1)} GiB` : `${Math.round(n / 2 ** 20)} MiB`);
export const rate = (n) => (n === null ? null : `${bytes(n)}/s`);
export const percent = (ratio) => (ratio === null ? null : `${round(ratio * 100, ratio < 0.1 ? 1 : 0)} %`);
export const millis = (n) => (n === null ? null : `${round(n, n < 10 ? 1 : 0)} ms`);

const formats = new Map();
const format = (zone, options) => {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", {timeZone: zone, ...options}));
  return formats.get(key);
};
const HMS = {hour: "2-digit", minute: "2-digit", second: "2-digit"};

/** Site time of day. */
export const clock = (ms, zone) => (ms ? format(zone, HMS).format(ms) : UNKNOWN);
/** Site date, time and zone. */
export const moment = (ms, zone) =>
  ms ? format(zone, {...HMS, day: "numeric", month: "short", year: "numeric", timeZoneName: "short"}).format(ms) : UNKNOWN;

/** SenML unit names (RFC 8428) as people write them. */
const UNITS = {Cel: "°C", "%RH": "% RH", "/": "", deg: "°", lat: "° lat", lon: "° lon", "m/s2": "m/s²", m2: "m²", m3: "m³"};
export const unit = (senml) => UNITS[senml] ?? senml;
export const short = (id) => id.slice(0, 8);
