package io.dunlin.planner.bound;

import io.dunlin.planner.compact.CompactProblem;

/**
 * The least time from the end of a task on a device to the end of all, when every chain of
 * successors may choose its devices freely and nothing else is in the way. Never above the truth.
 * Cost O(e · m²) time at worst, near O(n · m · log m + e · m) in practice; O(n · m) memory.
 */
public final class RestTable {
  private final int devices;
  private final double[] rest;

  public RestTable(CompactProblem problem) {
    int m = problem.devices;
    devices = m;
    rest = new double[problem.tasks * m];
    double[] least = new double[m];
    NearestDevice nearest = new NearestDevice(problem);
    for (int i = problem.tasks - 1; i >= 0; i--) {
      int s = problem.topological[i];
      if (problem.predFrom[s] == problem.predFrom[s + 1]) {
        continue;
      }
      for (int d = 0; d < m; d++) {
        least[d] = problem.seconds(s, d) + rest[s * m + d];
      }
      nearest.load(least);
      for (int e = problem.predFrom[s]; e < problem.predFrom[s + 1]; e++) {
        int t = problem.predTask[e];
        double bytes = problem.predBytes[e];
        for (int d = 0; d < m; d++) {
          double after = nearest.from(d, bytes);
          if (after > rest[t * m + d]) {
            rest[t * m + d] = after;
          }
        }
      }
    }
  }

  /** Least time from the start of each task to the end of all. */
  public double[] leastWithRun(CompactProblem problem) {
    double[] least = new double[problem.tasks];
    for (int t = 0; t < problem.tasks; t++) {
      least[t] = Double.POSITIVE_INFINITY;
      for (int d = 0; d < devices; d++) {
        least[t] = Math.min(least[t], problem.seconds(t, d) + rest(t, d));
      }
    }
    return least;
  }

  public double rest(int task, int device) {
    return rest[task * devices + device];
  }
}
