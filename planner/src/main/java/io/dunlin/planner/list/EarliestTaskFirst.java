package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * ETF: of all pairs the one that can start first, of equals the one with the longer mean way to the
 * end. Cost O(n · width · m). Hwang, Chow, Anger, Lee, "Scheduling precedence graphs in systems
 * with interprocessor communication times", SIAM J. Comput. 18(2), 1989.
 */
public final class EarliestTaskFirst implements ListScheduler {
  @Override
  public String name() {
    return "ETF";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    double[] level = new Averages(problem, Averages.Pairs.DISTINCT).upwardRank();
    double longest = 1e-300;
    for (double rank : level) {
      longest = Math.max(longest, rank);
    }
    double unit = 1e-9 / longest;
    return GreedyPairs.schedule(
        problem,
        new GreedyPairs.Choice() {
          @Override
          public int device(GreedyPairs.Row row) {
            int best = 0;
            for (int d = 1; d < row.start.length; d++) {
              if (row.start[d] < row.start[best]
                  || (row.start[d] == row.start[best] && row.end[d] < row.end[best])) {
                best = d;
              }
            }
            return best;
          }

          @Override
          public double liking(GreedyPairs.Row row, int device) {
            return -row.start[device] * (1 - level[row.task] * unit);
          }
        });
  }
}
