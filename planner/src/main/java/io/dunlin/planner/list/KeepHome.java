package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The plan before, as far as it still holds: tasks in the order of their planned starts, each at
 * home where it may still run, the others where they end first. Cost O(e + n log n), for tasks
 * without a home O(e · m).
 */
public final class KeepHome implements ListScheduler {
  @Override
  public String name() {
    return "keep";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    PartialSchedule partial = new PartialSchedule(problem);
    double[] rank = new double[problem.tasks];
    Arrays.setAll(rank, t -> -problem.homeStart[t]);
    return ByRank.schedule(
        partial,
        rank,
        t -> {
          int home = problem.home[t];
          return home >= 0 && partial.earliestEnd(t, home) < Double.POSITIVE_INFINITY
              ? home
              : partial.earliestEndDevice(t);
        });
  }
}
