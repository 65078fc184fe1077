package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * DLS: the pair with the highest dynamic level, which is the mean way to the end, minus the
 * earliest start, plus how much quicker than its mean the task runs there. Cost O(n · width · m).
 * Sih, Lee, "A compile-time scheduling heuristic for interconnection-constrained heterogeneous
 * processor architectures", IEEE TPDS 4(2), 1993.
 */
public final class DynamicLevel implements ListScheduler {
  @Override
  public String name() {
    return "DLS";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    Averages averages = new Averages(problem, Averages.Pairs.DISTINCT);
    double[] level = staticLevel(problem, averages);
    return GreedyPairs.schedule(
        problem,
        new GreedyPairs.Choice() {
          @Override
          public int device(GreedyPairs.Row row) {
            // Level and mean are the same on all devices: the highest level is the earliest end.
            return row.soonest();
          }

          @Override
          public double liking(GreedyPairs.Row row, int device) {
            return level[row.task] + averages.run(row.task) - row.end[device];
          }
        });
  }

  /** The longest way to the end by mean run times alone. */
  private static double[] staticLevel(CompactProblem problem, Averages averages) {
    double[] level = new double[problem.tasks];
    for (int i = problem.tasks - 1; i >= 0; i--) {
      int t = problem.topological[i];
      for (int e = problem.succFrom[t]; e < problem.succFrom[t + 1]; e++) {
        level[t] = Math.max(level[t], level[problem.succTask[e]]);
      }
      level[t] += averages.run(t);
    }
    return level;
  }
}
