package io.dunlin.planner.explain;

import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.compact.Suitability;
import io.dunlin.planner.search.FullDecoder;
import io.dunlin.planner.search.Orders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ranked alternatives of a task. Cost: one decode for each device. */
public final class Explainer {
  private final CompactProblem problem;
  private final FullDecoder decoder;
  private final int[] order;
  private final int[] device;

  private Explainer(CompactProblem problem, double[] start, double[] end, int[] device) {
    this.problem = problem;
    this.device = device;
    decoder = new FullDecoder(problem);
    order = Orders.byStart(problem, start, end);
  }

  /** An explainer of a schedule of this problem. */
  public static Explainer of(Problem problem, Schedule schedule) {
    CompactProblem compact = CompactProblem.of(problem);
    Map<String, Schedule.Slot> slots = schedule.byTask();
    double[] start = new double[compact.tasks];
    double[] end = new double[compact.tasks];
    int[] device = new int[compact.tasks];
    for (int t = 0; t < compact.tasks; t++) {
      Schedule.Slot slot = slots.get(compact.task(t).name());
      if (slot == null) {
        throw new IllegalArgumentException("the schedule lacks the task " + compact.task(t).name());
      }
      start[t] = slot.start();
      end[t] = slot.end();
      device[t] = deviceNumber(compact, slot.device());
    }
    return new Explainer(compact, start, end, device);
  }

  /**
   * Alternatives of one task: the possible by lateness, makespan and end, then the refused by
   * device.
   */
  public List<Alternative> alternatives(String task) {
    return alternatives(
        taskNumber(problem, task),
        Comparator.comparingDouble(Alternative.Possible::lateness)
            .thenComparingDouble(Alternative.Possible::makespan)
            .thenComparingDouble(Alternative.Possible::end));
  }

  /**
   * Alternatives of a job without any schedule, by its end: other tasks that do not run yet are
   * left aside.
   */
  public static List<Alternative> ends(Problem problem, String job) {
    CompactProblem compact = CompactProblem.of(alone(problem, job));
    int[] device = new int[compact.tasks];
    for (int t = 0; t < compact.tasks; t++) {
      for (int d = 0; d < compact.devices; d++) {
        device[t] = compact.running(t) && compact.allows(t, d) ? d : device[t];
      }
    }
    double[] start = new double[compact.tasks];
    return new Explainer(compact, start, start, device)
        .alternatives(
            taskNumber(compact, job), Comparator.comparingDouble(Alternative.Possible::end));
  }

  private static Problem alone(Problem problem, String job) {
    Set<String> there = new HashSet<>(Set.of(job));
    problem.placed().forEach(fact -> there.add(fact.task()));
    Problem.Builder alone = Problem.builder().radio(problem.radio()).relaying(problem.relaying());
    problem.devices().forEach(alone::device);
    problem.links().forEach(alone::link);
    problem.tasks().stream().filter(task -> there.contains(task.name())).forEach(alone::task);
    problem.edges().stream()
        .filter(edge -> there.contains(edge.from()) && there.contains(edge.to()))
        .forEach(alone::edge);
    problem.placed().forEach(alone::placed);
    problem.rules().stream().filter(rule -> there.containsAll(rule.tasks())).forEach(alone::rule);
    return alone.build();
  }

  private List<Alternative> alternatives(int task, Comparator<Alternative.Possible> by) {
    List<Alternative.Possible> possible = new ArrayList<>();
    List<Alternative> refused = new ArrayList<>();
    for (int d = 0; d < problem.devices; d++) {
      switch (alternative(task, d)) {
        case Alternative.Possible one -> possible.add(one);
        case Alternative.Refused one -> refused.add(one);
      }
    }
    possible.sort(by.thenComparing(Alternative.Possible::device));
    List<Alternative> all = new ArrayList<>(possible);
    all.addAll(refused);
    return all;
  }

  private Alternative alternative(int task, int there) {
    PlanDevice as = problem.problem.devices().get(there);
    if (!problem.allows(task, there)) {
      Suitability.Refusal refusal = Suitability.refusal(problem.task(task), as);
      if (problem.running(task)) {
        return new Alternative.Refused(as.name(), "running", "it already runs elsewhere");
      }
      return refusal == null
          ? new Alternative.Refused(as.name(), "rule", "a rule of together or apart forbids it")
          : new Alternative.Refused(as.name(), refusal.constraint(), refusal.sentence());
    }
    for (int other : problem.apart[task]) {
      if (device[other] == there) {
        return new Alternative.Refused(
            as.name(), "apart", problem.task(other).name() + " is there");
      }
    }
    int[] moved = device.clone();
    moved[task] = there;
    for (int other : problem.together[task]) {
      moved[other] = there;
    }
    decoder.decode(order, moved);
    return decoder.cost().possible()
        ? new Alternative.Possible(
            as.name(), decoder.end()[task], decoder.cost().makespan(), decoder.cost().lateness())
        : new Alternative.Refused(as.name(), "link", "its data cannot get there or away");
  }

  private static int taskNumber(CompactProblem problem, String name) {
    for (int t = 0; t < problem.tasks; t++) {
      if (problem.task(t).name().equals(name)) {
        return t;
      }
    }
    throw new IllegalArgumentException("no task to plan is called " + name);
  }

  private static int deviceNumber(CompactProblem problem, String name) {
    for (int d = 0; d < problem.devices; d++) {
      if (problem.deviceName(d).equals(name)) {
        return d;
      }
    }
    throw new IllegalArgumentException("no device is called " + name);
  }
}
