package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * Of all ready tasks the one that can end first, where it ends first. Cost O(n · width · m).
 * Ibarra, Kim, "Heuristic algorithms for scheduling independent tasks on nonidentical processors",
 * JACM 24(2), 1977.
 */
public final class MinMin implements ListScheduler {
  @Override
  public String name() {
    return "Min-Min";
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
            return -row.end[device];
          }
        });
  }
}
