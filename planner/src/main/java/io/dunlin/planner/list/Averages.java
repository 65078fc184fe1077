package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;

/** Mean run times and transfer times, the numbers that ranks are made of. */
final class Averages {

  /** What a mean over pairs of devices is taken over. */
  enum Pairs {
    /** Ordered pairs of different devices. */
    DISTINCT,
    /**
     * Unordered pairs of different devices and each device with itself, the latter in no time: what
     * SAGA's HEFT does.
     */
    WITH_SELF
  }

  private final CompactProblem problem;
  private final double latency;
  private final double inverse;

  Averages(CompactProblem problem, Pairs pairs) {
    this.problem = problem;
    double latencySum = 0;
    double inverseSum = 0;
    long count = 0;
    for (int from = 0; from < problem.devices; from++) {
      for (int to = 0; to < problem.devices; to++) {
        if (from != to && problem.routes.reaches(from, to)) {
          latencySum += problem.routes.latencies()[from * problem.devices + to];
          inverseSum += problem.routes.inverses()[from * problem.devices + to];
          count++;
        }
      }
    }
    if (pairs == Pairs.WITH_SELF) {
      // Distinct pairs are unordered there: each device with itself weighs as much as two ordered
      // pairs.
      count += 2L * problem.devices;
    }
    latency = count == 0 ? 0 : latencySum / count;
    inverse = count == 0 ? 0 : inverseSum / count;
  }

  double transfer(double bytes) {
    return latency + bytes * inverse;
  }

  /** Mean over the devices that may run the task. */
  double run(int task) {
    double sum = 0;
    int count = 0;
    for (int d = 0; d < problem.devices; d++) {
      if (problem.allows(task, d)) {
        sum += problem.seconds(task, d);
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** Upward rank: the mean time from the start of each task to the end of all. */
  double[] upwardRank() {
    double[] rank = new double[problem.tasks];
    for (int i = problem.tasks - 1; i >= 0; i--) {
      int t = problem.topological[i];
      double tail = 0;
      for (int e = problem.succFrom[t]; e < problem.succFrom[t + 1]; e++) {
        tail = Math.max(tail, transfer(problem.succBytes[e]) + rank[problem.succTask[e]]);
      }
      rank[t] = run(t) + tail;
    }
    return rank;
  }

  /** Downward rank: the mean time from the start of all to the start of each task. */
  double[] downwardRank() {
    double[] rank = new double[problem.tasks];
    for (int t : problem.topological) {
      for (int e = problem.predFrom[t]; e < problem.predFrom[t + 1]; e++) {
        int from = problem.predTask[e];
        rank[t] = Math.max(rank[t], rank[from] + run(from) + transfer(problem.predBytes[e]));
      }
    }
    return rank;
  }
}
