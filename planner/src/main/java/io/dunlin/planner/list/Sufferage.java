package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * Of all ready tasks the one that would lose most if it did not get its best device: the gap
 * between its two earliest ends. Cost O(n · width · m). Maheswaran et al., "Dynamic mapping of a
 * class of independent tasks onto heterogeneous computing systems", JPDC 59(2), 1999.
 */
public final class Sufferage implements ListScheduler {
  @Override
  public String name() {
    return "Sufferage";
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
            double second = Double.POSITIVE_INFINITY;
            for (int d = 0; d < row.end.length; d++) {
              if (d != device) {
                second = Math.min(second, row.end[d]);
              }
            }
            return row.end[device] == Double.POSITIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : second - row.end[device];
          }
        });
  }
}
