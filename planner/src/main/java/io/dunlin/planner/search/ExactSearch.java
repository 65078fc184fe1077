package io.dunlin.planner.search;

import io.dunlin.planner.bound.RestTable;
import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Branch and bound for tiny problems of the classical model: builds schedules in order of start
 * times, every semi-active one once, and cuts where the optimistic rest of any open task reaches
 * the best known. Exponential; ask it for at most {@link #TASKS_MAX} tasks and give it a limit.
 */
final class ExactSearch {
  static final int TASKS_MAX = 12;

  /** The limit is looked at once in so many nodes. */
  static final int NODES_BETWEEN_LOOKS = 1024;

  private final CompactProblem problem;
  private final RestTable rest;
  private final int n;
  private final int m;
  private final double[] floor;
  private final int[] device;
  private final double[] end;
  private final double[] free;
  private final int[] waits;
  private final int[] order;
  private final BooleanSupplier stop;
  private int[] bestOrder;
  private int[] bestDevice;
  private double best;
  private double bestPenalty;
  private long nodes;
  private boolean stopped;

  /**
   * Prepares a search.
   *
   * @param start a schedule to beat
   * @param stop true when the limit is reached
   */
  ExactSearch(CompactProblem problem, Candidate start, BooleanSupplier stop) {
    this.problem = problem;
    this.stop = stop;
    n = problem.tasks;
    m = problem.devices;
    rest = new RestTable(problem);
    device = new int[n];
    end = new double[n];
    free = new double[m];
    waits = new int[n];
    order = new int[n];
    bestOrder = start.order();
    bestDevice = start.device();
    best = start.cost().seconds();
    bestPenalty = start.cost().penalty();
    SolutionGraph graph = new SolutionGraph(problem);
    floor = new double[n * m];
    Arrays.fill(device, -1);
    for (int t = 0; t < n; t++) {
      waits[t] = problem.predFrom[t + 1] - problem.predFrom[t];
      for (int d = 0; d < m; d++) {
        floor[t * m + d] = graph.floor(t, d);
      }
    }
  }

  /** True when it went through everything: {@link #best} is then an optimum. */
  boolean run() {
    descend(0, Double.NEGATIVE_INFINITY, -1, 0, 0);
    return !stopped;
  }

  Candidate best() {
    return new Candidate(bestOrder, bestDevice, new Cost(0, best - bestPenalty, bestPenalty));
  }

  private void descend(int depth, double since, int last, double makespan, double penalty) {
    if (depth == n) {
      if (makespan + penalty < best) {
        best = makespan + penalty;
        bestPenalty = penalty;
        bestOrder = order.clone();
        bestDevice = device.clone();
      }
      return;
    }
    if (++nodes % NODES_BETWEEN_LOOKS == 0 && stop.getAsBoolean()) {
      stopped = true;
    }
    if (stopped || bound(since) + penalty >= best) {
      return;
    }
    for (int t = 0; t < n; t++) {
      if (device[t] < 0 && waits[t] == 0) {
        for (int d = 0; d < m; d++) {
          place(t, d, depth, since, last, makespan, penalty);
        }
      }
    }
  }

  private void place(
      int t, int d, int depth, double since, int last, double makespan, double penalty) {
    double at = start(t, d, 0);
    if (at < since || barred(t, d)) {
      return;
    }
    // Of tasks that start at once on different devices, one order is enough.
    if (at == since && t < last && device[last] != d && !follows(t, last)) {
      return;
    }
    double until = at + problem.seconds(t, d);
    double paid = penalty + problem.moveCost(t, d);
    if (until == Double.POSITIVE_INFINITY || until + rest.rest(t, d) + paid >= best) {
      return;
    }
    double freeBefore = free[d];
    device[t] = d;
    end[t] = until;
    free[d] = until;
    order[depth] = t;
    for (int e = problem.succFrom[t]; e < problem.succFrom[t + 1]; e++) {
      waits[problem.succTask[e]]--;
    }
    descend(depth + 1, at, t, Math.max(makespan, until), paid);
    for (int e = problem.succFrom[t]; e < problem.succFrom[t + 1]; e++) {
      waits[problem.succTask[e]]++;
    }
    device[t] = -1;
    free[d] = freeBefore;
  }

  private boolean follows(int task, int before) {
    for (int e = problem.predFrom[task]; e < problem.predFrom[task + 1]; e++) {
      if (problem.predTask[e] == before) {
        return true;
      }
    }
    return false;
  }

  private boolean barred(int task, int d) {
    for (int other : problem.apart[task]) {
      if (device[other] == d) {
        return true;
      }
    }
    return false;
  }

  private double start(int t, int d, double since) {
    double at = Math.max(since, Math.max(free[d], floor[t * m + d]));
    for (int e = problem.predFrom[t]; e < problem.predFrom[t + 1]; e++) {
      int p = problem.predTask[e];
      at = Math.max(at, end[p] + problem.routes.seconds(device[p], d, problem.predBytes[e]));
    }
    return at;
  }

  /**
   * No completion ends before this: every open ready task, on its best device, with its optimistic
   * rest.
   */
  private double bound(double since) {
    double most = 0;
    for (int t = 0; t < n; t++) {
      if (device[t] < 0 && waits[t] == 0) {
        double least = Double.POSITIVE_INFINITY;
        for (int d = 0; d < m; d++) {
          double run = problem.seconds(t, d);
          if (run < Double.POSITIVE_INFINITY) {
            least = Math.min(least, start(t, d, since) + run + rest.rest(t, d));
          }
        }
        most = Math.max(most, least);
      }
    }
    return most;
  }
}
