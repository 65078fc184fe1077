package io.dunlin.gateway.intake;

import io.dunlin.gateway.intake.Section.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks that every edge leads to a task and an output that are there, and that none go round. */
final class Edges {
  private final SortedMap<String, Section> tasks;
  private final SortedSet<String> names;
  private final Findings findings;

  /** One step back in time: {@code value} says that another task comes before. */
  private record Edge(String before, Value<Tree.Text> value) {}

  private final SortedMap<String, List<Edge>> edges = new TreeMap<>();

  Edges(SortedMap<String, Section> tasks, Findings findings) {
    this.tasks = tasks;
    this.names = new TreeSet<>(tasks.keySet());
    this.findings = findings;
  }

  void check() {
    tasks.forEach((name, task) -> {
      var before = new ArrayList<Edge>();
      for (Value<Tree.Text> take : task.texts("takes")) take(take, before);
      for (Value<Tree.Text> after : task.texts("after")) {
        if (known(after, after.tree().value())) {
          before.add(new Edge(after.tree().value(), after));
        }
      }
      edges.put(name, before);
    });
    findCycles();
  }

  private void take(Value<Tree.Text> take, List<Edge> before) {
    String source = take.tree().value();
    int dot = source.indexOf('.');
    if (dot <= 0) return;
    String from = source.substring(0, dot);
    if (!known(take, from)) return;
    before.add(new Edge(from, take));
    Section giver = tasks.get(from);
    if (giver == null) return;
    Section gives = giver.section("gives");
    var outputs = new TreeSet<String>();
    if (gives != null) gives.mapping().entries().forEach(e -> outputs.add(e.key()));
    String output = source.substring(dot + 1);
    if (outputs.contains(output)) return;
    findings.error(
        Code.UNKNOWN_OUTPUT,
        take.at(),
        take.pointer().toString(),
        "task " + from + " gives no " + SchemaWording.quoted(output),
        outputs.isEmpty() ? "gives: { " + output + ": { size: 40KB } } in " + from : list(outputs),
        Names.nearest(output, outputs));
  }

  /** Whether there is such a task; says so when there is not. */
  private boolean known(Value<Tree.Text> value, String task) {
    if (names.contains(task)) return true;
    unknownTask(findings, names, value, task);
    return false;
  }

  static void unknownTask(
      Findings findings, SortedSet<String> names, Value<Tree.Text> value, String task) {
    findings.error(
        Code.UNKNOWN_TASK,
        value.at(),
        value.pointer().toString(),
        "there is no task " + SchemaWording.quoted(task),
        list(names),
        Names.nearest(task, names));
  }

  private static String list(SortedSet<String> names) {
    if (names.size() <= 12) return String.join(", ", names);
    return String.join(", ", names.stream().limit(12).toList()) + " and others";
  }

  private enum Colour {
    OPEN,
    DONE
  }

  /** A task on the way of the search, and which of its edges comes next. */
  private static final class Step {
    final String task;
    int next;

    Step(String task) {
      this.task = task;
    }
  }

  /** Depth first without recursion; each cycle is reported once, at the edge that closes it. */
  private void findCycles() {
    var colours = new TreeMap<String, Colour>();
    for (String start : names) {
      if (colours.containsKey(start)) continue;
      Deque<Step> way = new ArrayDeque<>();
      way.push(new Step(start));
      colours.put(start, Colour.OPEN);
      while (!way.isEmpty()) {
        Step step = way.element();
        List<Edge> out = edges.getOrDefault(step.task, List.of());
        if (step.next == out.size()) {
          colours.put(way.pop().task, Colour.DONE);
          continue;
        }
        Edge edge = out.get(step.next++);
        @Nullable Colour colour = colours.get(edge.before());
        if (colour == Colour.OPEN) {
          report(way, edge);
        } else if (colour == null) {
          colours.put(edge.before(), Colour.OPEN);
          way.push(new Step(edge.before()));
        }
      }
    }
  }

  private void report(Deque<Step> way, Edge closing) {
    var path = new ArrayList<String>();
    path.add(closing.before());
    for (Step step : way) {
      path.add(step.task);
      if (step.task.equals(closing.before())) break;
    }
    findings.error(
        Code.CYCLE,
        closing.value().at(),
        closing.value().pointer().toString(),
        "the tasks wait for each other in a circle: " + String.join(" -> ", path),
        "an order in which each task can start");
  }
}
