// Tasks so that each comes after what it needs; equals by planned or real start, then by name.
export function inOrder(tasks) {
  const byName = new Map(tasks.map((t) => [t.name, t]));
  const depths = new Map();
  const depth = (name) => {
    if (depths.has(name)) return depths.get(name);
    depths.set(name, 0);
    const task = byName.get(name);
    const needs = task ? before(task) : [];
    const d = needs.length ? 1 + Math.max(...needs.map(depth)) : 0;
    depths.set(name, d);
    return d;
  };
  return [...tasks].sort((x, y) =>
    depth(x.name) - depth(y.name) || (begin(x) - begin(y)) || x.name.localeCompare(y.name));
}

export const before = (task) => [...new Set([...task.takes, ...(task.after ?? [])])];
const begin = (t) => t.plannedStartMillis ?? t.startMillis ?? Number.MAX_SAFE_INTEGER;
