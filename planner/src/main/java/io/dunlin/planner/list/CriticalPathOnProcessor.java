package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * CPOP: tasks by upward plus downward rank; those of the critical path go to the one device that
 * runs the path soonest, the others to where they end first. Cost O(e · m). Topcuoglu, Hariri, Wu
 * 2002, as HEFT.
 */
public final class CriticalPathOnProcessor implements ListScheduler {
  @Override
  public String name() {
    return "CPOP";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    Averages averages = new Averages(problem, Averages.Pairs.DISTINCT);
    double[] up = averages.upwardRank();
    double[] down = averages.downwardRank();
    double[] rank = new double[problem.tasks];
    Arrays.setAll(rank, t -> up[t] + down[t]);
    boolean[] critical = criticalPath(problem, rank);
    int pathDevice = quickest(problem, critical);
    PartialSchedule partial = new PartialSchedule(problem);
    return ByRank.schedule(
        partial,
        rank,
        t ->
            critical[t] && partial.earliestEnd(t, pathDevice) < Double.POSITIVE_INFINITY
                ? pathDevice
                : partial.earliestEndDevice(t));
  }

  private static boolean[] criticalPath(CompactProblem problem, double[] rank) {
    boolean[] critical = new boolean[problem.tasks];
    int at = -1;
    for (int t : problem.topological) {
      if (problem.predFrom[t] == problem.predFrom[t + 1] && (at < 0 || rank[t] > rank[at])) {
        at = t;
      }
    }
    while (at >= 0) {
      critical[at] = true;
      int next = -1;
      for (int e = problem.succFrom[at]; e < problem.succFrom[at + 1]; e++) {
        int s = problem.succTask[e];
        if (next < 0 || rank[s] > rank[next]) {
          next = s;
        }
      }
      at = next;
    }
    return critical;
  }

  private static int quickest(CompactProblem problem, boolean[] critical) {
    int best = 0;
    double bestSum = Double.POSITIVE_INFINITY;
    for (int d = 0; d < problem.devices; d++) {
      double sum = 0;
      for (int t = 0; t < problem.tasks; t++) {
        sum += critical[t] ? problem.seconds(t, d) : 0;
      }
      if (sum < bestSum) {
        bestSum = sum;
        best = d;
      }
    }
    return best;
  }
}
