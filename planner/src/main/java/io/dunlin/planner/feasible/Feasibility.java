package io.dunlin.planner.feasible;

import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.compact.StoredInput;
import io.dunlin.planner.compact.Suitability;
import java.util.ArrayList;
import java.util.List;

/** One assignment that meets the hard constraints, or why there is none. */
public sealed interface Feasibility {

  /**
   * The device of each task, and whether tasks are free of each other: then any allowed device of
   * each will do.
   */
  final class Feasible implements Feasibility {
    private final int[] device;
    private final boolean free;

    public Feasible(int[] device, boolean free) {
      this.device = device;
      this.free = free;
    }

    public int[] device() {
      return device;
    }

    public boolean free() {
      return free;
    }
  }

  /** Nothing fits. */
  record Refused(PlanOutcome.Infeasible why) implements Feasibility {}

  /** O(tasks · devices) where tasks are free of each other, else a bounded search. */
  static Feasibility of(CompactProblem problem) {
    for (int t = 0; t < problem.tasks; t++) {
      if (!placeable(problem, t)) {
        return new Refused(whyNot(problem, t));
      }
    }
    AssignmentSearch search = new AssignmentSearch(problem);
    return problem.tasks > 0 && search.tied()
        ? search.run()
        : new Feasible(quickest(problem), true);
  }

  private static boolean placeable(CompactProblem problem, int task) {
    for (int d = 0; d < problem.devices; d++) {
      if (problem.allows(task, d) && fed(problem, task, d)) {
        return true;
      }
    }
    return false;
  }

  /** Every output of a done task that it needs can reach the device. */
  static boolean fed(CompactProblem problem, int task, int device) {
    for (StoredInput input : problem.stored.get(task)) {
      if (problem.storedSeconds(input, device) == Double.POSITIVE_INFINITY) {
        return false;
      }
    }
    return true;
  }

  private static int[] quickest(CompactProblem problem) {
    int[] device = new int[problem.tasks];
    for (int t = 0; t < problem.tasks; t++) {
      double best = Double.POSITIVE_INFINITY;
      int[] group = problem.together[t].length == 0 ? new int[] {t} : problem.together[t];
      for (int d = 0; d < problem.devices; d++) {
        double sum = 0;
        for (int member : group) {
          sum += fed(problem, member, d) ? problem.seconds(member, d) : Double.POSITIVE_INFINITY;
        }
        if (sum < best) {
          best = sum;
          device[t] = d;
        }
      }
    }
    return device;
  }

  private static PlanOutcome.Infeasible whyNot(CompactProblem problem, int task) {
    PlanTask wanted = problem.task(task);
    List<String> sentences = new ArrayList<>();
    String binding = "placement";
    int rank = -1;
    for (int d = 0; d < problem.devices; d++) {
      PlanDevice device = problem.problem.devices().get(d);
      Suitability.Refusal refusal = Suitability.refusal(wanted, device);
      String constraint;
      if (refusal != null) {
        constraint = refusal.constraint();
        sentences.add(refusal.sentence());
      } else if (problem.allows(task, d)) {
        constraint = "link";
        sentences.add(device.name() + " cannot get its inputs");
      } else {
        constraint = problem.together[task].length > 0 ? "together" : "apart";
        sentences.add(device.name() + " is ruled out by a rule " + constraint);
      }
      if (Suitability.ORDER.indexOf(constraint) > rank) {
        rank = Suitability.ORDER.indexOf(constraint);
        binding = constraint;
      }
    }
    String shown = String.join("; ", sentences.subList(0, Math.min(12, sentences.size())));
    String more = sentences.size() > 12 ? "; and " + (sentences.size() - 12) + " more" : "";
    return new PlanOutcome.Infeasible(
        wanted.name(), binding, "no device can run " + wanted.name() + ": " + shown + more);
  }
}
