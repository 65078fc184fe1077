package io.dunlin.planner.compact;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Placed;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tasks are done for good. A done task runs again when a task that will run needs an output
 * of it that nobody holds; then its own inputs are needed again, and so on upwards. Cost O(tasks +
 * edges).
 */
final class Settled {
  private final Set<String> done;

  private Settled(Set<String> done) {
    this.done = done;
  }

  static Settled of(Problem problem) {
    Map<String, Placed> facts = new HashMap<>();
    Set<String> done = new HashSet<>();
    for (Placed fact : problem.placed()) {
      facts.put(fact.task(), fact);
      if (fact.state() == Placed.State.DONE) {
        done.add(fact.task());
      }
    }
    if (done.isEmpty()) {
      return new Settled(done);
    }
    Map<String, List<DataEdge>> inputs = new HashMap<>();
    for (DataEdge edge : problem.edges()) {
      inputs.computeIfAbsent(edge.to(), absent -> new ArrayList<>()).add(edge);
    }
    ArrayDeque<String> willRun = new ArrayDeque<>();
    for (PlanTask task : problem.tasks()) {
      if (!facts.containsKey(task.name())) {
        willRun.add(task.name());
      }
    }
    while (!willRun.isEmpty()) {
      for (DataEdge edge : inputs.getOrDefault(willRun.remove(), List.of())) {
        Placed fact = facts.get(edge.from());
        boolean lost = fact != null && edge.bytes() > 0 && fact.holders().isEmpty();
        if (lost && done.remove(edge.from())) {
          willRun.add(edge.from());
        }
      }
    }
    return new Settled(done);
  }

  boolean done(String task) {
    return done.contains(task);
  }
}
