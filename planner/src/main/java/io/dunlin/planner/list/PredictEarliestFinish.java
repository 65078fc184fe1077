package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * PEFT: tasks by mean optimistic cost, each to the device where its end plus the optimistic rest is
 * least. Cost O(e · m). Arabnejad, Barbosa, "List scheduling algorithm for heterogeneous systems by
 * an optimistic cost table", IEEE TPDS 25(3), 2014.
 */
public final class PredictEarliestFinish implements ListScheduler {
  @Override
  public String name() {
    return "PEFT";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    OptimisticCost table = OptimisticCost.withMeans(problem);
    PartialSchedule partial = new PartialSchedule(problem);
    return ByRank.schedule(
        partial,
        table.mean(),
        t -> {
          int best = -1;
          double least = Double.POSITIVE_INFINITY;
          for (int d = 0; d < problem.devices; d++) {
            double end = partial.earliestEnd(t, d) + table.rest(t, d);
            if (end < least) {
              least = end;
              best = d;
            }
          }
          return best;
        });
  }
}
