// All members, and one of them in full.
import {h, tags} from "../../parts/dom.js";
import {Title, Card, Empty, State, Table, Device, measured} from "../../parts/shared.js";
import {ago, memory, millis, percent, count, clock, rate} from "../../parts/words.js";

const {div, p, dl, dt, dd, span, code, a} = tags;

const list = (items, none) =>
  items.length ? span({class: "tags"}, items.map((x) => span({class: "tag", key: x}, x))) : span({class: "note"}, none);

const Row = (name, value) => div(dt(name), dd(value));

function Detail({swarm, device}) {
  const tasks = swarm.missions.flatMap((m) => m.tasks.filter((t) => t.device === device.id).map((t) => ({...t, mission: m.name})));
  const links = swarm.links.filter((l) => l.from === device.id);
  const replica = swarm.replicas.find((r) => r.id === device.id);
  const self = device.id === swarm.self;
  return div(
    h(Title, {note: a({href: "#/devices"}, "All devices")}, device.name),
    div({class: "cards"},
      h(Card, {title: "Is it there?"}, dl(
        Row("State", h(State, {is: device.state})),
        Row("Last heard", self ? "this is the gateway you look at" : ago(device.heardMillisAgo)),
        Row("By path", device.address ? code(device.address) : span({class: "note"}, self ? "its own" : "not heard since the gateway started")),
        Row("Replica", self ? "its own" : replica ? h(State, {is: replica.equal ? "equal" : "behind"},
          replica.equal ? "equal" : `${count(replica.entriesLeft, "entry", "entries")} left`) : span({class: "note"}, "no exchange yet")),
        device.state === "silent" && Row("Likely reasons", "out of reach of every neighbour, switched off, or its process ended. Nothing of it is deleted; it goes on by itself when heard again."))),
      h(Card, {title: "What it can do"}, dl(
        Row("Has", list(device.has, "nothing special")),
        Row("Programs", list(device.programs, "none configured")),
        Row("Records", list(device.series, "no series")),
        Row("Speed", `${device.speed.toLocaleString("en", {maximumFractionDigits: 2})} × the reference`),
        Row("Cores", device.cores), Row("Memory", memory(device.memoryBytes)),
        Row("CoAP", device.coap ? code(device.coap) : span({class: "note"}, "no address")),
        Row("Id", code({class: "long"}, device.id)), Row("Version", device.version ?? "not known")))),
    h(Card, {title: "Tasks", note: count(tasks.length, "task")}, tasks.length
      ? h(Table, {label: `Tasks of ${device.name}`, rows: tasks, keyOf: (t) => t.mission + t.name, columns: [
        {name: "Task", cell: (t) => a({href: `#/mission/${t.mission}`}, t.name)},
        {name: "State", cell: (t) => h(State, {is: t.state})},
        {name: "Started", cell: (t) => t.startMillis ? clock(t.startMillis, swarm.zone) : "not yet"},
        {name: "Ended", cell: (t) => t.endMillis ? clock(t.endMillis, swarm.zone) : "not yet"}]})
      : p({class: "note"}, "No mission gives it a task now.")),
    h(Card, {title: "Links from here"}, links.length
      ? h(Table, {label: `Links from ${device.name}`, rows: links, keyOf: (l) => l.to, columns: [
        {name: "To", cell: (l) => h(Device, {swarm, id: l.to})},
        {name: "State", cell: (l) => h(State, {is: l.up ? "up" : "down"})},
        {name: "Round trip", number: true, cell: (l) => measured(millis(l.rttMillis))},
        {name: "Loss", number: true, cell: (l) => measured(percent(l.lossRatio))},
        {name: "Throughput", number: true, cell: (l) => measured(rate(l.bytesPerSecond))}]})
      : p({class: "note"}, "It has not published a row of links yet.")),
    h(Card, {title: "Observations"}, p(a({href: `#/data?device=${device.id}`}, `Browse what ${device.name} observed`))));
}

export function Devices({swarm, rest}) {
  if (rest) {
    const device = swarm.members.find((m) => m.id === rest);
    if (device) return h(Detail, {swarm, device});
    return div(h(Title, null, "Devices"), h(Empty, {title: "No such device"},
      "No member of the swarm has this id. It may not have been heard yet; ", a({href: "#/devices"}, "see all devices"), "."));
  }
  const devices = [...swarm.members].sort((x, y) => x.name.localeCompare(y.name));
  if (devices.length === 0) {
    return div(h(Title, null, "Devices"), h(Empty, {title: "No device yet", command: "./dunlin device run --config FILE"},
      "No device has spoken to this gateway. Start one:"));
  }
  return div(
    h(Title, {note: "Silence is a state: nobody is ever deleted."}, "Devices"),
    h(Table, {label: "Members of the swarm", rows: devices, keyOf: (d) => d.id, columns: [
      {name: "Name", cell: (d) => h(Device, {swarm, id: d.id})},
      {name: "State", cell: (d) => h(State, {is: d.state})},
      {name: "Last heard", cell: (d) => d.id === swarm.self ? "this gateway" : ago(d.heardMillisAgo)},
      {name: "Path", cell: (d) => d.address ? code(d.address) : span({class: "note"}, d.id === swarm.self ? "its own" : "none yet")},
      {name: "Has", cell: (d) => list(d.has, "nothing special")},
      {name: "Speed", number: true, cell: (d) => `${d.speed.toLocaleString("en", {maximumFractionDigits: 2})} ×`},
      {name: "Cores", number: true, cell: (d) => d.cores},
      {name: "Memory", number: true, cell: (d) => memory(d.memoryBytes)}]}));
}
