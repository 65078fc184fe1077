package io.dunlin.planner.search;

import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Reinsertion for large problems of the classical model. Where {@link ReinsertionSearch} takes a
 * task out to know every place exactly, this one prices places from heads and tails as they are,
 * looks only at those places of each device that can be the best, moves in one pass and takes the
 * move back when it did not help.
 *
 * <p>Of the places on one device, the best lies between the first task that ends after the inputs
 * are there and the last task whose way to the end is longer than that of the outputs.
 * (Mastrolilli, Gambardella 2000.)
 */
final class EstimateSearch implements LocalSearch {
  private static final double CRITICAL_SHARE = 0.75;

  /** A large problem gets few steps for each task: it starts colder. */
  private static final double COOLER = 0.1;

  private final CompactProblem problem;
  private final SolutionGraph graph;
  private final CriticalPath path;
  private final SplittableRandom random;
  private final int n;
  private final int m;
  private final int running;
  private final Gaps gaps = new Gaps();
  private final double[] ready;
  private final double[] after;
  private final OrderSort sort;
  private final int[] bestOrder;
  private final int[] bestDevice;
  private double best = Double.POSITIVE_INFINITY;
  private double bestPenalty;
  private double makespan;
  private double penalty;

  EstimateSearch(CompactProblem problem, SplittableRandom random) {
    this.problem = problem;
    this.random = random;
    graph = new SolutionGraph(problem);
    path = new CriticalPath(graph, random);
    n = problem.tasks;
    m = problem.devices;
    ready = new double[m];
    after = new double[m];
    sort = new OrderSort(n);
    bestOrder = new int[n];
    bestDevice = new int[n];
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
    if (problem.running(task)) {
      return;
    }
    double cold = temperature * COOLER;
    int low = lookBack(task);
    int high = lookAhead(task);
    collect(task, low, high);
    int gap = gaps.pick(-cold * Math.log(1 - random.nextDouble()), random);
    if (gap >= 0) {
      move(task, gaps.device(gap), gaps.index(gap), low, high, cold);
    }
  }

  private void move(int task, int d, int index, int low, int high, double cold) {
    if (d == graph.device[task] && index == graph.rank[task]) {
      return;
    }
    int[] tasks = graph.sequence[d];
    // Indices count the sequence without the task.
    int skip = d == graph.device[task] && index > graph.rank[task] ? 1 : 0;
    int before = index - 1 + skip;
    int behind = index + skip;
    int from = before >= 0 ? Math.max(low, graph.position[tasks[before]]) : low;
    int to = behind < graph.length[d] ? Math.min(high, graph.position[tasks[behind]]) : high;
    int at = graph.position[task];
    int first = from < at ? from + 1 : from;
    int last = to > at ? to - 1 : to;
    double paid = penalty - problem.moveCost(task, graph.device[task]) + problem.moveCost(task, d);
    double limit = makespan + penalty - cold * Math.log(1 - random.nextDouble());
    graph.move(task, d, index, Math.min(last, Math.max(first, at)));
    double longest = graph.makespan();
    if (longest + paid > limit) {
      graph.undo(task);
      return;
    }
    makespan = longest;
    penalty = paid;
    keepIfBest();
  }

  private int lookBack(int task) {
    int low = running - 1;
    for (int d = 0; d < m; d++) {
      ready[d] = problem.allows(task, d) ? graph.floor(task, d) : Double.POSITIVE_INFINITY;
    }
    for (int other : problem.apart[task]) {
      ready[graph.device[other]] = Double.POSITIVE_INFINITY;
    }
    for (int e = problem.predFrom[task]; e < problem.predFrom[task + 1]; e++) {
      int p = problem.predTask[e];
      low = Math.max(low, graph.position[p]);
      problem.routes.raise(ready, graph.device[p], graph.end[p], problem.predBytes[e]);
    }
    return low;
  }

  private int lookAhead(int task) {
    int high = n;
    Arrays.fill(after, 0);
    for (int e = problem.succFrom[task]; e < problem.succFrom[task + 1]; e++) {
      int s = problem.succTask[e];
      high = Math.min(high, graph.position[s]);
      double rest = graph.run[s] + graph.tail[s];
      for (int d = 0; d < m; d++) {
        double way = rest + graph.transfer(d, graph.device[s], problem.succBytes[e]);
        after[d] = Math.max(after[d], way);
      }
    }
    return high;
  }

  private void collect(int task, int low, int high) {
    gaps.clear();
    for (int d = 0; d < m; d++) {
      if (ready[d] < Double.POSITIVE_INFINITY) {
        collect(task, d, low, high);
      }
    }
  }

  private void collect(int task, int d, int low, int high) {
    int[] tasks = graph.sequence[d];
    int length = graph.length[d];
    int least = graph.firstAfter(d, low);
    int most = graph.firstAfter(d, high - 1);
    int late = firstEndingAfter(tasks, length, ready[d]);
    int heavy = firstWithin(tasks, length, after[d]);
    int from = Math.clamp(Math.min(late, heavy), least, most);
    int to = Math.clamp(Math.max(late, heavy), least, most);
    boolean own = d == graph.device[task];
    int at = graph.rank[task];
    double run = problem.seconds[task * m + d];
    double move = problem.moveCost(task, d);
    for (int i = from; i <= to; i++) {
      if (own && i == at + 1) {
        continue;
      }
      int before = own && i - 1 == at ? i - 2 : i - 1;
      int behind = own && i == at ? i + 1 : i;
      double start = before >= 0 ? Math.max(ready[d], graph.end[tasks[before]]) : ready[d];
      double rest =
          behind < length
              ? Math.max(after[d], graph.run[tasks[behind]] + graph.tail[tasks[behind]])
              : after[d];
      gaps.add(d, own && i > at ? i - 1 : i, move + start + run + rest);
    }
  }

  private int firstEndingAfter(int[] tasks, int length, double time) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (graph.end[tasks[middle]] > time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The first task whose way to the end, itself included, is no longer than {@code rest}. */
  private int firstWithin(int[] tasks, int length, double rest) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (graph.run[tasks[middle]] + graph.tail[tasks[middle]] <= rest) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public void refresh() {
    double late = random.nextDouble();
    for (int t = 0; t < n; t++) {
      sort.key[t] = (1 - late) * graph.head[t] - late * (graph.run[t] + graph.tail[t]);
    }
    graph.reorder(sort, running);
  }

  @Override
  public Candidate best() {
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
}
