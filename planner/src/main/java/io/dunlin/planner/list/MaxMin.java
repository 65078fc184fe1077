package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * Of all ready tasks the one whose earliest end is last, where it ends first: long tasks early.
 * Cost O(n · width · m). Ibarra, Kim 1977, as Min-Min.
 */
public final class MaxMin implements ListScheduler {
  @Override
  public String name() {
    return "Max-Min";
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
            return row.end[device];
          }
        });
  }
}
