package io.dunlin.planner.bound;

import io.dunlin.planner.LowerBound;
import io.dunlin.planner.compact.CompactProblem;

/**
 * Lower bounds of the makespan. Each holds for every radio model: contention only makes things
 * later.
 */
public final class LowerBounds {
  private LowerBounds() {}

  /**
   * The largest of all. Cost O(edges · devices² ) for at most {@code 1e8} of these, else O(edges).
   */
  public static LowerBound best(CompactProblem problem) {
    LowerBound path = criticalPath(problem);
    LowerBound work = work(problem);
    return work.seconds() > path.seconds() ? work : path;
  }

  /** The longest chain with each task on its quickest device and no communication. */
  static LowerBound criticalPath(CompactProblem problem) {
    double[] end = new double[problem.tasks];
    double longest = 0;
    for (int t : problem.topological) {
      double start = problem.running(t) ? problem.fixedStart[t] : problem.release[t];
      for (int e = problem.predFrom[t]; e < problem.predFrom[t + 1]; e++) {
        start = Math.max(start, end[problem.predTask[e]]);
      }
      end[t] = start + quickest(problem, t);
      longest = Math.max(longest, end[t]);
    }
    return new LowerBound(longest, LowerBound.Kind.CRITICAL_PATH);
  }

  /**
   * Core-seconds spread evenly. A device offers {@code cores} core-seconds each second; a task's
   * share of it is priced at its least over all devices, relative to the speed of each.
   */
  static LowerBound work(CompactProblem problem) {
    double[] rate = new double[problem.devices];
    double capacity = 0;
    for (int d = 0; d < problem.devices; d++) {
      rate[d] = problem.problem.devices().get(d).speed();
      capacity += rate[d] * problem.problem.devices().get(d).cores();
    }
    double work = 0;
    for (int t = 0; t < problem.tasks; t++) {
      double least = Double.POSITIVE_INFINITY;
      for (int d = 0; d < problem.devices; d++) {
        double seconds = problem.seconds(t, d);
        if (problem.running(t)) {
          seconds = Math.max(0, seconds + Math.min(0, problem.fixedStart[t]));
        }
        least = Math.min(least, seconds * problem.cores[t] * rate[d]);
      }
      work += least;
    }
    return new LowerBound(work / capacity, LowerBound.Kind.WORK);
  }

  private static double quickest(CompactProblem problem, int task) {
    double least = Double.POSITIVE_INFINITY;
    for (int d = 0; d < problem.devices; d++) {
      least = Math.min(least, problem.seconds(task, d));
    }
    return least;
  }
}
