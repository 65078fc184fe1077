package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as they become ready, each where it ends first (minimum completion time). Cost O(n · width
 * · m). Armstrong, Hensgen, Kidd, HCW 1998.
 */
public final class MinimumCompletion implements ListScheduler {
  @Override
  public String name() {
    return "MCT";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    return GreedyPairs.schedule(
        problem,
        new GreedyPairs.Choice() {
          @Override
          public int device(GreedyPairs.Row row) {
            return row.soonest();
          }

          @Override
          public double liking(GreedyPairs.Row row, int device) {
            return -problem.topologicalPosition[row.task];
          }
        });
  }
}
