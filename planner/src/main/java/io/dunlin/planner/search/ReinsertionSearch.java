package io.dunlin.planner.search;

import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Annealing by reinsertion, for the classical model. Takes one task out, knows from heads and tails
 * the exact makespan of every place it could go back to, and picks one within a random threshold of
 * the best. One step costs what the change moves plus the gaps looked at.
 *
 * <p>Exact insertion: Mastrolilli, Gambardella, "Effective neighbourhood functions for the flexible
 * job shop problem", J. Scheduling 3, 2000. The threshold is that of Metropolis, drawn before the
 * choice instead of after.
 */
final class ReinsertionSearch implements LocalSearch {
  /** Share of steps that take a task of a longest path; the others take any. */
  private static final double CRITICAL_SHARE = 0.75;

  /**
   * Weight of the longest path through the task itself. The makespan alone is flat: it says nothing
   * of a task that is not on a longest path, and such tasks then drift to where they hurt later.
   */
  private static final double OWN_PATH_WEIGHT = 0.3;

  private final CompactProblem problem;
  private final SolutionGraph graph;
  private final CriticalPath path;
  private final SplittableRandom random;
  private final int n;
  private final int m;

  /** Tasks that run already: they stay the first of the order. */
  private final int running;

  private final Gaps gaps = new Gaps();
  private final double[] ready;
  private final double[] after;
  private final boolean[] barred;
  private final OrderSort sort;
  private int[] bestOrder;
  private int[] bestDevice;
  private double best = Double.POSITIVE_INFINITY;
  private double bestPenalty;
  private double makespan;

  /** Seconds for tasks that are not at home. */
  private double penalty;

  ReinsertionSearch(CompactProblem problem, SplittableRandom random) {
    this.problem = problem;
    this.random = random;
    graph = new SolutionGraph(problem);
    path = new CriticalPath(graph, random);
    n = problem.tasks;
    m = problem.devices;
    ready = new double[m];
    after = new double[m];
    barred = new boolean[m];
    bestOrder = new int[n];
    bestDevice = new int[n];
    sort = new OrderSort(n);
    running = problem.runningTasks();
  }

  @Override
  public void load(int[] order, int[] device) {
    graph.load(order, device);
    makespan = graph.makespan();
    penalty = 0;
    for (int t = 0; t < n; t++) {
      penalty += problem.moveCost(t, device[t]);
    }
    keepIfBest();
  }

  @Override
  public void step(double temperature) {
    int task = random.nextDouble() < CRITICAL_SHARE ? path.task(makespan) : random.nextInt(n);
    if (!problem.running(task)) {
      reinsert(task, temperature);
    }
  }

  /** Orders tasks by a random mix of earliest and latest start: other mixes open other gaps. */
  @Override
  public void refresh() {
    double late = random.nextDouble();
    for (int t = 0; t < n; t++) {
      sort.key[t] = (1 - late) * graph.head[t] - late * (graph.run[t] + graph.tail[t]);
    }
    graph.reorder(sort, running);
  }

  /** The best seen, less the moves that it can do without. Cost of one step for each move. */
  @Override
  public Candidate best() {
    takeMovesBack();
    return new Candidate(
        bestOrder.clone(), bestDevice.clone(), new Cost(0, best - bestPenalty, bestPenalty));
  }

  @Override
  public double bestSeconds() {
    return best;
  }

  @Override
  public void forget() {
    best = Double.POSITIVE_INFINITY;
  }

  private void keepIfBest() {
    if (makespan + penalty < best) {
      best = makespan + penalty;
      bestPenalty = penalty;
      System.arraycopy(graph.order, 0, bestOrder, 0, n);
      System.arraycopy(graph.device, 0, bestDevice, 0, n);
    }
  }

  /** Sends moved tasks home, the dearest first, where makespan and moves together do not rise. */
  private void takeMovesBack() {
    int[] away =
        IntStream.range(0, n)
            .filter(t -> problem.home[t] >= 0 && bestDevice[t] != problem.home[t])
            .filter(t -> problem.allows(t, problem.home[t]) && !problem.running(t))
            .boxed()
            .sorted(Comparator.comparingDouble(t -> -problem.moveSeconds[t]))
            .mapToInt(Integer::intValue)
            .toArray();
    if (away.length == 0) {
      return;
    }
    load(bestOrder.clone(), bestDevice.clone());
    for (int task : away) {
      goHome(task);
    }
    best = makespan + penalty;
    bestPenalty = penalty;
    System.arraycopy(graph.order, 0, bestOrder, 0, n);
    System.arraycopy(graph.device, 0, bestDevice, 0, n);
  }

  private void goHome(int task) {
    int home = problem.home[task];
    graph.remove(task);
    int low = lookBack(task);
    int high = lookAhead(task);
    bar(task);
    gaps.clear();
    if (!barred[home]) {
      collect(task, home, graph.makespan(), 0, low, high);
    }
    int gap = gaps.pick(0, random);
    if (gap < 0 || gaps.least() > makespan + problem.moveSeconds[task]) {
      graph.restore(task);
      return;
    }
    insert(task, home, gaps.index(gap), low, high);
    makespan = graph.makespan();
    penalty -= problem.moveSeconds[task];
  }

  private void reinsert(int task, double temperature) {
    int oldDevice = graph.device[task];
    int oldIndex = graph.rank[task];
    graph.remove(task);
    int low = lookBack(task);
    int high = lookAhead(task);
    bar(task);
    collect(task, graph.makespan(), low, high);
    int gap = gaps.pick(-temperature * Math.log(1 - random.nextDouble()), random);
    int d = gap < 0 ? oldDevice : gaps.device(gap);
    int index = gap < 0 ? oldIndex : gaps.index(gap);
    if (d == oldDevice && index == oldIndex) {
      graph.restore(task);
      return;
    }
    insert(task, d, index, low, high);
    makespan = graph.makespan();
    penalty += problem.moveCost(task, d) - problem.moveCost(task, oldDevice);
    keepIfBest();
  }

  /** At any position of the order between its neighbours on the device. */
  private void insert(int task, int d, int index, int low, int high) {
    int[] tasks = graph.sequence[d];
    int from = index > 0 ? Math.max(low, graph.position[tasks[index - 1]]) : low;
    int to = index < graph.length[d] ? Math.min(high, graph.position[tasks[index]]) : high;
    int at = graph.position[task];
    int first = from < at ? from + 1 : from;
    int last = to > at ? to - 1 : to;
    graph.insert(task, d, index, first + random.nextInt(last - first + 1));
  }

  /**
   * Fills when the inputs are on each device; returns the position that the task must come after.
   */
  private int lookBack(int task) {
    int low = running - 1;
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
    return low;
  }

  /**
   * Fills the way from the end on each device to the end of all; returns the position to come
   * before.
   */
  private int lookAhead(int task) {
    int high = n;
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
    return high;
  }

  private void bar(int task) {
    for (int d = 0; d < m; d++) {
      barred[d] = !problem.allows(task, d);
    }
    for (int other : problem.apart[task]) {
      barred[graph.device[other]] = true;
    }
  }

  /** Every gap between positions {@code low} and {@code high}, priced exactly. */
  private void collect(int task, double without, int low, int high) {
    gaps.clear();
    for (int d = 0; d < m; d++) {
      if (!barred[d]) {
        collect(task, d, without, OWN_PATH_WEIGHT, low, high);
      }
    }
  }

  private void collect(int task, int d, double without, double ownWeight, int low, int high) {
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
        gaps.add(d, i, move + Math.max(without, path) + ownWeight * path);
      }
      if (i >= length || graph.position[tasks[i]] >= high) {
        break;
      }
      i++;
    }
  }
}
