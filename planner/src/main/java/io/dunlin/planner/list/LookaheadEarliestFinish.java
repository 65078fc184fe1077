package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * HEFT that looks one step ahead: each task goes to the device from which the last of its
 * successors could end first, as far as their other inputs are placed. Cost O(e · m²). After
 * Bittencourt, Sakellariou, Madeira, "DAG scheduling using a lookahead variant of HEFT", PDP 2010.
 */
public final class LookaheadEarliestFinish implements ListScheduler {
  @Override
  public String name() {
    return "lookahead-HEFT";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    PartialSchedule partial = new PartialSchedule(problem);
    double[] rank = new Averages(problem, Averages.Pairs.DISTINCT).upwardRank();
    return ByRank.schedule(partial, rank, t -> device(partial, t));
  }

  private static int device(PartialSchedule partial, int task) {
    CompactProblem problem = partial.problem;
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    double leastEnd = Double.POSITIVE_INFINITY;
    for (int d = 0; d < problem.devices; d++) {
      double end = partial.earliestEnd(task, d);
      if (end == Double.POSITIVE_INFINITY) {
        continue;
      }
      double last = end;
      for (int e = problem.succFrom[task]; e < problem.succFrom[task + 1]; e++) {
        last = Math.max(last, successorEnd(partial, e, d, end));
      }
      if (best < 0 || last < least || (last == least && end < leastEnd)) {
        least = last;
        leastEnd = end;
        best = d;
      }
    }
    return best;
  }

  private static double successorEnd(PartialSchedule partial, int edge, int device, double end) {
    CompactProblem problem = partial.problem;
    int next = problem.succTask[edge];
    double least = Double.POSITIVE_INFINITY;
    for (int d = 0; d < problem.devices; d++) {
      double run = problem.seconds(next, d);
      if (end + run < least && run < Double.POSITIVE_INFINITY) {
        double ready = end + problem.routes.seconds(device, d, problem.succBytes[edge]);
        if (ready + run < least) {
          least = Math.min(least, partial.earliestEndSoFar(next, d, ready));
        }
      }
    }
    return least;
  }
}
