package io.dunlin.planner.bound;

import io.dunlin.planner.LowerBound;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.compact.CompactProblem;

/**
 * Lower bounds of the makespan. Each holds for every radio model: contention only makes things
 * later.
 */
public final class LowerBounds {
  private LowerBounds() {}

  /** Beyond this many steps the bounds with communication are left out. */
  private static final double STEPS_MAX = 3e7;

  private static final int INTERVAL_TASKS_MAX = 2_000;

  /** The largest of all. Cost O(edges · devices² + tasks²), bounded by {@code 3e7} steps. */
  public static LowerBound best(CompactProblem problem) {
    LowerBound best = larger(criticalPath(problem), work(problem));
    double steps = (double) problem.predTask.length * problem.devices * problem.devices;
    if (steps <= STEPS_MAX && problem.tasks > 0) {
      PathBounds paths = new PathBounds(problem);
      best = larger(best, paths.longest());
      if (problem.tasks <= INTERVAL_TASKS_MAX) {
        best = larger(best, paths.intervals());
      }
    }
    return best;
  }

  private static LowerBound larger(LowerBound one, LowerBound other) {
    return other.seconds() > one.seconds() ? other : one;
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
    double work = 0;
    for (int t = 0; t < problem.tasks; t++) {
      work += leastWork(problem, t);
    }
    return new LowerBound(work / capacity(problem), LowerBound.Kind.WORK);
  }

  /** What all devices together get done each second. */
  static double capacity(CompactProblem problem) {
    double capacity = 0;
    for (PlanDevice device : problem.problem.devices()) {
      capacity += device.speed() * device.cores();
    }
    return capacity;
  }

  /**
   * The least share of the capacity, in capacity-seconds, that a task takes on any device. A
   * running task counts nothing: facts may be more than the capacity.
   */
  static double leastWork(CompactProblem problem, int task) {
    if (problem.running(task)) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int d = 0; d < problem.devices; d++) {
      double speed = problem.problem.devices().get(d).speed();
      least = Math.min(least, problem.seconds(task, d) * problem.cores[task] * speed);
    }
    return least;
  }

  private static double quickest(CompactProblem problem, int task) {
    double least = Double.POSITIVE_INFINITY;
    for (int d = 0; d < problem.devices; d++) {
      least = Math.min(least, problem.seconds(task, d));
    }
    return least;
  }
}
