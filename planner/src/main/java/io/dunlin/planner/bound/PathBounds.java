package io.dunlin.planner.bound;

import io.dunlin.planner.LowerBound;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.compact.StoredInput;
import java.util.Arrays;

/**
 * Bounds from heads and tails with communication: {@code head(t, d)} is the least time at which t
 * could start on d when every chain of predecessors may choose its devices freely, the tail is that
 * of {@link RestTable}.
 */
final class PathBounds {
  private final CompactProblem problem;
  private final int m;
  private final double[] head;
  private final RestTable rest;

  PathBounds(CompactProblem problem) {
    this.problem = problem;
    m = problem.devices;
    rest = new RestTable(problem);
    head = new double[problem.tasks * m];
    for (int t = 0; t < problem.tasks; t++) {
      for (int d = 0; d < m; d++) {
        head[t * m + d] = floor(t, d);
      }
    }
    fillHeads();
  }

  private void fillHeads() {
    double[] end = new double[m];
    NearestDevice nearest = new NearestDevice(problem);
    for (int p : problem.topological) {
      for (int d = 0; d < m; d++) {
        end[d] = head[p * m + d] + problem.seconds(p, d);
      }
      nearest.load(end);
      for (int e = problem.succFrom[p]; e < problem.succFrom[p + 1]; e++) {
        int t = problem.succTask[e];
        for (int d = 0; d < m && !problem.running(t); d++) {
          head[t * m + d] = Math.max(head[t * m + d], nearest.to(d, problem.succBytes[e]));
        }
      }
    }
  }

  private double floor(int t, int d) {
    if (problem.running(t)) {
      return problem.fixedStart[t];
    }
    double at = Math.max(problem.release[t], problem.deviceReady[d]);
    for (StoredInput input : problem.stored.get(t)) {
      at = Math.max(at, problem.storedSeconds(input, d));
    }
    return at;
  }

  LowerBound longest() {
    double longest = 0;
    for (int t = 0; t < problem.tasks; t++) {
      double least = Double.POSITIVE_INFINITY;
      for (int d = 0; d < m; d++) {
        least = Math.min(least, head[t * m + d] + problem.seconds(t, d) + rest.rest(t, d));
      }
      longest = Math.max(longest, least);
    }
    return new LowerBound(longest, LowerBound.Kind.COMMUNICATION_PATH);
  }

  /**
   * For each head h and tail q: what starts no earlier than h and has at least q to follow must be
   * worked off in between. (Carlier 1982, with all devices as one.)
   */
  LowerBound intervals() {
    int n = problem.tasks;
    double capacity = LowerBounds.capacity(problem);
    double[] least = new double[n];
    double[] tail = new double[n];
    double[] share = new double[n];
    Integer[] byHead = new Integer[n];
    Integer[] byTail = new Integer[n];
    for (int t = 0; t < n; t++) {
      least[t] = Double.POSITIVE_INFINITY;
      tail[t] = Double.POSITIVE_INFINITY;
      share[t] = LowerBounds.leastWork(problem, t);
      byHead[t] = t;
      byTail[t] = t;
      for (int d = 0; d < m; d++) {
        if (problem.allows(t, d)) {
          least[t] = Math.min(least[t], Math.max(0, head[t * m + d]));
          tail[t] = Math.min(tail[t], rest.rest(t, d));
        }
      }
    }
    Arrays.sort(byHead, (a, b) -> Double.compare(least[a], least[b]));
    Arrays.sort(byTail, (a, b) -> Double.compare(tail[b], tail[a]));
    double longest = 0;
    double previous = -1;
    for (int h : byHead) {
      if (least[h] == previous) {
        continue;
      }
      previous = least[h];
      double work = 0;
      for (int t : byTail) {
        if (least[t] >= previous) {
          work += share[t];
          longest = Math.max(longest, previous + work / capacity + tail[t]);
        }
      }
    }
    return new LowerBound(longest, LowerBound.Kind.INTERVAL);
  }
}
