package io.dunlin.gateway.intake;

import io.dunlin.gateway.intake.Section.Value;
import io.dunlin.runtime.host.config.Units;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.state.TaskSpec.Effort;
import io.dunlin.runtime.state.TaskSpec.Give;
import io.dunlin.runtime.state.TaskSpec.Kind;
import io.dunlin.runtime.state.TaskSpec.OnLost;
import io.dunlin.runtime.state.TaskSpec.PartitionPolicy;
import io.dunlin.runtime.state.TaskSpec.Take;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one task, defaults filled in and units in base units. Edges are checked elsewhere. */
final class TaskReader {
  /** What a task has when neither it nor the file's defaults say otherwise. */
  private static final int RETRIES = 2;

  private static final long LOST_AFTER_MILLIS = 20_000;
  private static final long EFFORT_MILLIS = 1_000;

  private final Findings findings;
  private final Quantities quantities;
  private final Section defaults;
  private final Window window;

  /** The mission's window, UTC in milliseconds, 0 for none. */
  record Window(long startMillis, long endMillis) {}

  TaskReader(Findings findings, Section defaults, Window window) {
    this.findings = findings;
    this.quantities = new Quantities(findings);
    this.defaults = defaults;
    this.window = window;
  }

  TaskSpec read(Section task) {
    Builtin builtin = builtin(task);
    Section needs = orEmpty(task, "needs");
    var has = new TreeSet<String>();
    for (Value<Tree.Text> each : needs.texts("has")) has.add(each.tree().value());
    if (builtin != null && !builtin.implied.isEmpty()) has.add(builtin.implied);
    List<Give> gives = gives(task);
    oneAction(task);
    if (builtin != null) checkBuiltin(task, builtin, gives);
    return new TaskSpec(
        task.pointer().last(),
        task.has("run") ? Kind.PROCESS : Kind.BUILTIN,
        task.has("run") ? textOf(task, "run") : textOf(task, "do"),
        task.texts("args").stream().map(t -> t.tree().value()).toList(),
        takes(task),
        task.texts("after").stream().map(t -> t.tree().value()).sorted().toList(),
        has,
        Math.clamp(needs.whole("cores", 1), 1, 256),
        quantities.bytes(needs, "memory", 0),
        new Shapes(findings).read(task),
        effort(task),
        gives,
        Math.clamp(task.whole("priority", 0), -1000, 1000),
        Math.clamp(task.whole("retries", defaults.whole("retries", RETRIES)), 0, 100),
        word(OnLost.class, task, "onLost", OnLost.REASSIGN),
        quantities.millis(
            task, "lostAfter", quantities.millis(defaults, "lostAfter", LOST_AFTER_MILLIS)),
        word(PartitionPolicy.class, task, "partitionPolicy", PartitionPolicy.RUN_LOCAL),
        deadline(task));
  }

  private static Section orEmpty(Section around, String key) {
    Section section = around.section(key);
    if (section != null) return section;
    return new Section(
        around.pointer().with(key), Tree.Mapping.of(around.mapping().at(), List.of()));
  }

  private static String textOf(Section task, String key) {
    Value<Tree.Text> text = task.text(key);
    return text == null ? "" : text.tree().value();
  }

  private static @Nullable Builtin builtin(Section task) {
    String action = textOf(task, "do");
    for (Builtin each : Builtin.values()) if (each.action.equals(action)) return each;
    return null;
  }

  private void oneAction(Section task) {
    var named = new ArrayList<String>();
    for (String key : List.of("do", "run", "wasm")) if (task.has(key)) named.add(key);
    if (named.size() == 1) return;
    String what = named.isEmpty() ? "does nothing" : "has " + String.join(" and ", named);
    findings.error(
        Code.ONE_ACTION,
        task.mapping().at(),
        task.pointer().toString(),
        "task " + task.pointer().last() + " " + what,
        "exactly one of do, run");
  }

  private void checkBuiltin(Section task, Builtin builtin, List<Give> gives) {
    if (builtin.takesSomething && !task.has("takes")) {
      findings.error(
          Code.NO_INPUT,
          task.keyAt("do"),
          task.pointer().toString(),
          builtin.action + " takes nothing",
          "takes: { name: task.output }");
    }
    if (builtin.givesSomething && gives.isEmpty() && !task.has("gives")) {
      findings.warning(
          Code.NO_OUTPUT,
          task.keyAt("do"),
          task.pointer().toString(),
          builtin.action + " gives nothing, so nothing of it is kept",
          "gives: { name: { size: 40KB, kind: image/jpeg } }");
    }
  }

  private static List<Take> takes(Section task) {
    var takes = new ArrayList<Take>();
    for (Value<Tree.Text> each : task.texts("takes")) {
      String source = each.tree().value();
      int dot = source.indexOf('.');
      if (dot > 0) {
        takes.add(
            new Take(each.pointer().last(), source.substring(0, dot), source.substring(dot + 1)));
      }
    }
    takes.sort(Comparator.comparing(Take::name));
    return takes;
  }

  private List<Give> gives(Section task) {
    var gives = new ArrayList<Give>();
    for (Section each : task.sections("gives")) {
      Value<Tree.Text> kind = each.text("kind");
      gives.add(
          new Give(
              each.pointer().last(),
              quantities.bytes(each, "size", 0),
              kind == null ? "application/octet-stream" : kind.tree().value()));
    }
    gives.sort(Comparator.comparing(Give::name));
    return gives;
  }

  private Effort effort(Section task) {
    Section effort = task.section("effort");
    if (effort == null) {
      if (task.has("run")) {
        findings.warning(
            Code.NO_EFFORT,
            task.keyAt("run"),
            task.pointer().toString(),
            "task " + task.pointer().last() + " says no effort; the plan reckons with 1s",
            "effort: { work: 120s }");
      }
      return new Effort(EFFORT_MILLIS, false);
    }
    if (effort.has("duration") == effort.has("work")) {
      findings.error(
          Code.ONE_EFFORT,
          task.keyAt("effort"),
          effort.pointer().toString(),
          effort.has("work") ? "effort has duration and work" : "effort says nothing",
          "duration: 540s (fixed) or work: 540s (divided by the device's speed)");
    }
    boolean divided = effort.has("work");
    return new Effort(
        quantities.millis(effort, divided ? "work" : "duration", EFFORT_MILLIS), divided);
  }

  private <E extends Enum<E>> E word(Class<E> words, Section task, String key, E fallback) {
    String written = task.has(key) ? textOf(task, key) : textOf(defaults, key);
    for (E each : words.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(written)) return each;
    }
    return fallback;
  }

  private long deadline(Section task) {
    Value<Tree.Text> text = task.text("deadline");
    if (text == null) return 0;
    long deadline = 0;
    if (!text.tree().value().startsWith("+")) {
      deadline = quantities.time(text);
    } else if (window.startMillis() == 0) {
      refuseDeadline(text, "it counts from window.start, which is missing");
    } else {
      long nanos = Units.nanos(text.tree().value().substring(1));
      deadline = nanos < 0 ? 0 : window.startMillis() + nanos / 1_000_000;
    }
    if (deadline != 0 && deadline <= window.startMillis()) {
      refuseDeadline(text, "it is not after the window's start");
    }
    return deadline;
  }

  private void refuseDeadline(Value<Tree.Text> text, String why) {
    findings.error(
        Code.DEADLINE,
        text.at(),
        text.pointer().toString(),
        "deadline " + SchemaWording.quoted(text.tree().value()) + ": " + why,
        "+50m after window.start, or a time with zone (RFC 3339)");
  }
}
