package io.dunlin.runtime.state;

import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled mission: fully validated at intake; a device checks signature, bounds and structure
 * only. Its id is its name; its revision is the hash of its canonical bytes.
 *
 * @param startMillis UTC before which nothing starts, 0 for none
 * @param endMillis UTC after which nothing starts, 0 for none
 * @param tasks sorted by name, at most {@link #TASKS_MAX}
 */
public record Mission(
    String name, long startMillis, long endMillis, List<TaskSpec> tasks, List<Rule> rules) {
  public static final int TASKS_MAX = 1024;
  static final String PREFIX = "mission/";

  /** Tasks that must, or must not, run on one device. */
  public record Rule(Kind kind, List<String> tasks) {
    public enum Kind {
      TOGETHER,
      APART
    }

    public Rule {
      tasks = List.copyOf(tasks);
    }
  }

  public Mission {
    tasks = tasks.stream().sorted(Comparator.comparing(TaskSpec::name)).toList();
    rules = List.copyOf(rules);
  }

  public @Nullable TaskSpec task(String task) {
    for (TaskSpec each : tasks) if (each.name().equals(task)) return each;
    return null;
  }

  /** What is hashed and signed. */
  public byte[] canonicalBytes() {
    return new CborWriter()
        .fields(f ->
            f.text("name", name)
                .number("start", startMillis)
                .number("end", endMillis)
                .array("tasks", tasks, (w, task) -> task.write(w))
                .array(
                    "rules",
                    rules,
                    (w, rule) ->
                        w.fields(
                            r -> r.text("kind", rule.kind().name()).texts("tasks", rule.tasks()))))
        .toBytes();
  }

  /** Decodes and checks structure: distinct tasks, and every edge between tasks that exist. */
  public static Mission read(byte[] canonical) throws MalformedException {
    Item item = CborReader.read(canonical);
    if (item.field("tasks").items().size() > TASKS_MAX) {
      throw new MalformedException("a mission has at most " + TASKS_MAX + " tasks");
    }
    var tasks = new ArrayList<TaskSpec>();
    for (Item task : item.field("tasks").items()) tasks.add(TaskSpec.read(task));
    var rules = new ArrayList<Rule>();
    for (Item rule : item.field("rules").items()) {
      rules.add(
          new Rule(Words.word(Rule.Kind.class, rule.field("kind")), rule.field("tasks").texts()));
    }
    var mission =
        new Mission(
            item.field("name").text(),
            item.field("start").number(0, Long.MAX_VALUE),
            item.field("end").number(0, Long.MAX_VALUE),
            tasks,
            rules);
    mission.checkEdges();
    return mission;
  }

  private void checkEdges() throws MalformedException {
    var names = new HashSet<String>();
    for (TaskSpec task : tasks) {
      if (!names.add(task.name())) throw new MalformedException("task " + task.name() + " twice");
    }
    for (TaskSpec task : tasks) {
      for (TaskSpec.Take take : task.takes()) require(names, take.from());
      for (String before : task.after()) require(names, before);
    }
    for (Rule rule : rules) for (String task : rule.tasks()) require(names, task);
  }

  private static void require(Set<String> names, String task) throws MalformedException {
    if (!names.contains(task)) throw new MalformedException("no task " + task);
  }
}
