package io.dunlin.planner.bound;

import io.dunlin.planner.compact.CompactProblem;

/**
 * The least time from the end of a task on a device to the end of all, when every chain of
 * successors may choose its devices freely and nothing else is in the way. Never above the truth.
 * Cost O(e · m²) time, O(n · m) memory.
 */
public final class RestTable {
  private final int devices;
  private final double[] rest;

  public RestTable(CompactProblem problem) {
    int m = problem.devices;
    devices = m;
    rest = new double[problem.tasks * m];
    for (int i = problem.tasks - 1; i >= 0; i--) {
      int t = problem.topological[i];
      for (int e = problem.succFrom[t]; e < problem.succFrom[t + 1]; e++) {
        int s = problem.succTask[e];
        for (int d = 0; d < m; d++) {
          double least = Double.POSITIVE_INFINITY;
          for (int there = 0; there < m; there++) {
            double tail = problem.seconds(s, there) + rest[s * m + there];
            if (tail < least) {
              least =
                  Math.min(least, tail + problem.routes.seconds(d, there, problem.succBytes[e]));
            }
          }
          rest[t * m + d] = Math.max(rest[t * m + d], least);
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
