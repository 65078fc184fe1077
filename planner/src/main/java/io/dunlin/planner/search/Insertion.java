package io.dunlin.planner.search;

import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Knows from heads and tails the exact makespan of every place that a removed task could take, and
 * puts it into one. Other tasks may be removed at the same time: they count for nothing. One
 * pricing costs O(edges of the task · devices + gaps looked at).
 *
 * <p>Exact insertion: Mastrolilli, Gambardella, "Effective neighbourhood functions for the flexible
 * job shop problem", J. Scheduling 3, 2000.
 */
final class Insertion {
  /** Any device that the task may run on. */
  static final int ANYWHERE = -1;

  /**
   * Weight of the longest path through the task itself. The makespan alone is flat: it says nothing
   * of a task that is not on a longest path, and such tasks then drift to where they hurt later.
   */
  private static final double OWN_PATH_WEIGHT = 0.3;

  private final CompactProblem problem;
  private final SolutionGraph graph;
  private final SplittableRandom random;
  private final int n;
  private final int m;

  /** Tasks that run already: they stay the first of the order. */
  private final int running;

  private final Gaps gaps = new Gaps();
  private final double[] ready;
  private final double[] after;
  private final boolean[] barred;
  private int low;
  private int high;

  Insertion(SolutionGraph graph, SplittableRandom random) {
    this.graph = graph;
    this.random = random;
    problem = graph.problem;
    n = problem.tasks;
    m = problem.devices;
    running = problem.runningTasks();
    ready = new double[m];
    after = new double[m];
    barred = new boolean[m];
  }

  /**
   * Prices every place of a removed task and draws one from those within {@code above} seconds of
   * the cheapest.
   *
   * @param only the device, or {@link #ANYWHERE}
   * @return the place, until the next call; -1 when there is none
   */
  int draw(int task, int only, double above) {
    lookBack(task);
    lookAhead(task);
    bar(task, only);
    collect(task, graph.makespan());
    return gaps.pick(above, random);
  }

  /** That is where the only removed task was. */
  boolean same(int task, int place) {
    return gaps.device(place) == graph.device[task] && gaps.index(place) == graph.rank[task];
  }

  /** Puts the task that was priced last into a place that was drawn for it. */
  void insert(int task, int place) {
    int d = gaps.device(place);
    int index = gaps.index(place);
    int[] tasks = graph.sequence[d];
    int from = index > 0 ? Math.max(low, graph.position[tasks[index - 1]]) : low;
    int to = index < graph.length[d] ? Math.min(high, graph.position[tasks[index]]) : high;
    int at = graph.position[task];
    int first = from < at ? from + 1 : from;
    int last = to > at ? to - 1 : to;
    graph.insert(task, d, index, first + random.nextInt(last - first + 1));
  }

  /** Fills when the inputs are on each device, and the position that the task must come after. */
  private void lookBack(int task) {
    low = running - 1;
    for (int d = 0; d < m; d++) {
      ready[d] = graph.floor(task, d);
    }
    for (int e = problem.predFrom[task]; e < problem.predFrom[task + 1]; e++) {
      int p = problem.predTask[e];
      low = Math.max(low, graph.position[p]);
      for (int d = 0; d < m; d++) {
        ready[d] =
            Math.max(
                ready[d], graph.end[p] + graph.transfer(graph.device[p], d, problem.predBytes[e]));
      }
    }
  }

  /**
   * Fills the way from the end on each device to the end of all, and the position to come before.
   */
  private void lookAhead(int task) {
    high = n;
    Arrays.fill(after, 0);
    for (int e = problem.succFrom[task]; e < problem.succFrom[task + 1]; e++) {
      int s = problem.succTask[e];
      high = Math.min(high, graph.position[s]);
      double rest = graph.run[s] + graph.tail[s];
      for (int d = 0; d < m; d++) {
        after[d] =
            Math.max(after[d], rest + graph.transfer(d, graph.device[s], problem.succBytes[e]));
      }
    }
  }

  private void bar(int task, int only) {
    for (int d = 0; d < m; d++) {
      barred[d] = !problem.allows(task, d) || (only != ANYWHERE && only != d);
    }
    for (int other : problem.apart[task]) {
      barred[graph.device[other]] = true;
    }
  }

  /** Every gap between positions {@code low} and {@code high}, priced exactly. */
  private void collect(int task, double without) {
    gaps.clear();
    for (int d = 0; d < m; d++) {
      if (barred[d]) {
        continue;
      }
      double run = problem.seconds[task * m + d];
      double move = problem.moveCost(task, d);
      int length = graph.length[d];
      int[] tasks = graph.sequence[d];
      int i = graph.firstAfter(d, low);
      while (true) {
        double start = i > 0 ? Math.max(ready[d], graph.end[tasks[i - 1]]) : ready[d];
        double rest =
            i < length ? Math.max(after[d], graph.run[tasks[i]] + graph.tail[tasks[i]]) : after[d];
        double path = start + run + rest;
        if (path < Double.POSITIVE_INFINITY) {
          gaps.add(d, i, move + Math.max(without, path) + OWN_PATH_WEIGHT * path);
        }
        if (i >= length || graph.position[tasks[i]] >= high) {
          break;
        }
        i++;
      }
    }
  }
}
