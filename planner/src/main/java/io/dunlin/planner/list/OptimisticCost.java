package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;

/**
 * The optimistic cost table: the least time from the end of a task on a device to the end of all,
 * when every successor chain may choose its devices freely. Cost O(e · m) time, O(n · m) memory.
 */
final class OptimisticCost {
  private final int devices;

  /** By {@code task * devices + device}. */
  final double[] rest;

  private final CompactProblem problem;

  private OptimisticCost(CompactProblem problem) {
    this.problem = problem;
    devices = problem.devices;
    rest = new double[problem.tasks * devices];
  }

  /** With the mean transfer time between different devices, as PEFT has it. */
  static OptimisticCost withMeans(CompactProblem problem) {
    OptimisticCost table = new OptimisticCost(problem);
    Averages averages = new Averages(problem, Averages.Pairs.DISTINCT);
    for (int i = problem.tasks - 1; i >= 0; i--) {
      int t = problem.topological[i];
      for (int e = problem.succFrom[t]; e < problem.succFrom[t + 1]; e++) {
        int s = problem.succTask[e];
        double transfer = averages.transfer(problem.succBytes[e]);
        double least = Double.POSITIVE_INFINITY;
        for (int d = 0; d < table.devices; d++) {
          least = Math.min(least, problem.seconds(s, d) + table.rest[s * table.devices + d]);
        }
        for (int d = 0; d < table.devices; d++) {
          double here = problem.seconds(s, d) + table.rest[s * table.devices + d];
          table.raise(t, d, Math.min(here, least + transfer));
        }
      }
    }
    return table;
  }

  private void raise(int task, int device, double value) {
    rest[task * devices + device] = Math.max(rest[task * devices + device], value);
  }

  double rest(int task, int device) {
    return rest[task * devices + device];
  }

  /** Mean over the devices that may run the task. */
  double[] mean() {
    double[] mean = new double[problem.tasks];
    Arrays.setAll(
        mean,
        t -> {
          double sum = 0;
          int count = 0;
          for (int d = 0; d < devices; d++) {
            if (problem.allows(t, d)) {
              sum += rest(t, d);
              count++;
            }
          }
          return count == 0 ? 0 : sum / count;
        });
    return mean;
  }
}
