package io.dunlin.planner.search;

import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import java.util.Comparator;

/** Orders of tasks that decoders take. */
public final class Orders {
  private Orders() {}

  /**
   * Running tasks first, then by start, end, and topologically: valid for any schedule that is.
   * What has no length comes before what starts with it, or it would have to wait for that to end.
   */
  public static int[] byStart(CompactProblem problem, double[] start, double[] end) {
    return sorted(
        problem,
        Comparator.<Integer>comparingDouble(t -> start[t])
            .thenComparingDouble(t -> end[t])
            .thenComparingInt(t -> problem.topologicalPosition[t]));
  }

  /** Running tasks first, then topologically. */
  public static int[] topological(CompactProblem problem) {
    return sorted(problem, Comparator.comparingInt(t -> problem.topologicalPosition[t]));
  }

  private static int[] sorted(CompactProblem problem, Comparator<Integer> by) {
    Integer[] order = new Integer[problem.tasks];
    Arrays.setAll(order, t -> t);
    Arrays.sort(
        order, Comparator.<Integer>comparingInt(t -> problem.running(t) ? 0 : 1).thenComparing(by));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
