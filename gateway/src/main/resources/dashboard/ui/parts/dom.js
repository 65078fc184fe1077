// Elements as functions: div({class: "card"}, h2("Title"), "text"). Text is never markup.
import {h, Fragment} from "/vendor/preact.js";

const isProps = (x) => x !== null && typeof x === "object" && !Array.isArray(x) && !("__k" in x);

const make = (name) => (first, ...rest) =>
  isProps(first) ? h(name, first, ...rest) : h(name, null, first, ...rest);

export const tags = new Proxy({}, {get: (_, name) => make(name)});
export const all = (...children) => h(Fragment, null, ...children);
export {h};
