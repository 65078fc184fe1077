package io.dunlin.planner.search;

import io.dunlin.planner.compact.CompactProblem;
import java.util.SplittableRandom;

/**
 * Annealing by reinsertion, for the classical model. Takes one task out, knows the exact makespan
 * of every place it could go back to, and picks one within a random threshold of the best. Now and
 * then it does so with a whole cluster of tasks joined by data: where links are slow, each alone
 * would have to send its data back and forth. One step costs what the change moves plus the gaps
 * looked at; a cluster that is put back costs O(tasks + edges).
 *
 * <p>The threshold is that of Metropolis, drawn before the choice instead of after. Ruin and
 * recreate: Schrimpf, Schneider, Stamm-Wilbrandt, Dueck, "Record breaking optimization results
 * using the ruin and recreate principle", J. Computational Physics 159, 2000.
 */
final class ReinsertionSearch implements LocalSearch {
  /** Share of steps that take a task of a longest path; the others take any. */
  private static final double CRITICAL_SHARE = 0.75;

  /** Share of steps that put a cluster back task by task, wherever each fits. */
  private static final double RECREATE_SHARE = 0.2;

  /** Share of steps that move a cluster to one other device. */
  private static final double BLOCK_SHARE = 0.1;

  private static final double NEIGHBOUR_SHARE = 0.4;

  private final CompactProblem problem;
  private final SolutionGraph graph;
  private final CriticalPath path;
  private final Insertion insertion;
  private final Cluster cluster;
  private final SplittableRandom random;
  private final int n;
  private final OrderSort sort;
  private final int[] oldOrder;
  private final int[] oldDevice;
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
    insertion = new Insertion(graph, random);
    cluster = new Cluster(graph, random);
    n = problem.tasks;
    oldOrder = new int[n];
    oldDevice = new int[n];
    bestOrder = new int[n];
    bestDevice = new int[n];
    sort = new OrderSort(n);
  }

  @Override
  public void load(int[] order, int[] device) {
    graph.load(order, device);
    settle();
    keepIfBest();
  }

  @Override
  public void step(double temperature) {
    double kind = random.nextDouble();
    int task = random.nextDouble() < CRITICAL_SHARE ? path.task(makespan) : random.nextInt(n);
    if (problem.running(task)) {
      return;
    }
    if (kind < RECREATE_SHARE) {
      recreate(task, Insertion.ANYWHERE, temperature);
    } else if (kind < RECREATE_SHARE + BLOCK_SHARE) {
      recreate(task, target(task), temperature);
    } else {
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
    graph.reorder(sort, problem.runningTasks());
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

  private void settle() {
    makespan = graph.makespan();
    penalty = 0;
    for (int t = 0; t < n; t++) {
      penalty += problem.moveCost(t, graph.device[t]);
    }
  }

  private void keepIfBest() {
    if (makespan + penalty < best) {
      best = makespan + penalty;
      bestPenalty = penalty;
      System.arraycopy(graph.order, 0, bestOrder, 0, n);
      System.arraycopy(graph.device, 0, bestDevice, 0, n);
    }
  }

  private void reinsert(int task, double temperature) {
    double before = problem.moveCost(task, graph.device[task]);
    graph.remove(task);
    int place = insertion.draw(task, Insertion.ANYWHERE, threshold(temperature));
    if (place < 0 || insertion.same(task, place)) {
      graph.restore(task);
      return;
    }
    insertion.insert(task, place);
    penalty += problem.moveCost(task, graph.device[task]) - before;
    makespan = graph.makespan();
    keepIfBest();
  }

  /** Takes a cluster out and puts its tasks back one by one, anywhere or all on one device. */
  private void recreate(int root, int only, double temperature) {
    boolean block = only != Insertion.ANYWHERE;
    if (only == graph.device[root]) {
      return;
    }
    System.arraycopy(graph.order, 0, oldOrder, 0, n);
    System.arraycopy(graph.device, 0, oldDevice, 0, n);
    double before = makespan + penalty;
    cluster.grow(root, block || random.nextBoolean());
    if (putBack(only, block ? 0 : temperature)) {
      settle();
      if (makespan + penalty <= before + threshold(temperature)) {
        keepIfBest();
        return;
      }
    }
    graph.load(oldOrder, oldDevice);
    settle();
  }

  private boolean putBack(int only, double temperature) {
    int size = cluster.size();
    for (int i = 0; i < size; i++) {
      graph.remove(cluster.member(i));
    }
    boolean lastFirst = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      int task = cluster.member(lastFirst ? size - 1 - i : i);
      int place = insertion.draw(task, only, threshold(temperature));
      if (place < 0) {
        return false;
      }
      insertion.insert(task, place);
    }
    return true;
  }

  /** The device of a neighbour by data, or any. */
  private int target(int task) {
    int before = problem.predFrom[task + 1] - problem.predFrom[task];
    int behind = problem.succFrom[task + 1] - problem.succFrom[task];
    if (before + behind == 0 || random.nextDouble() >= NEIGHBOUR_SHARE) {
      return random.nextInt(problem.devices);
    }
    int pick = random.nextInt(before + behind);
    return graph
        .device[
        pick < before
            ? problem.predTask[problem.predFrom[task] + pick]
            : problem.succTask[problem.succFrom[task] + pick - before]];
  }

  private double threshold(double temperature) {
    return -temperature * Math.log(1 - random.nextDouble());
  }
}
