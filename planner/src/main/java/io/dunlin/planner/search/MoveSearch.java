package io.dunlin.planner.search;

import io.dunlin.planner.compact.CompactProblem;
import java.util.SplittableRandom;

/**
 * Annealing for every model: changes a device, an order position or both, decodes all, keeps what
 * the threshold admits. Tasks that belong together move together. One step costs one decode.
 * (Kirkpatrick, Gelatt, Vecchi 1983.)
 */
final class MoveSearch implements LocalSearch {
  /**
   * What a second of lateness weighs against a second of makespan while walking; the best is kept
   * by rank, not by sum.
   */
  private static final double LATENESS_WEIGHT = 1000;

  private static final double NEIGHBOUR_SHARE = 0.4;

  /** What a step changes besides the device of one task. */
  private static final int ORDER_ONLY = 0;

  private static final int BOTH = 1;
  private static final int CLUSTER = 2;
  private static final int KINDS = 4;

  /** Tasks that a cluster has at most. */
  private static final int CLUSTER_MAX = 12;

  private static final double LATE_SHARE = 0.5;

  private final CompactProblem problem;
  private final Decoder decoder;
  private final SplittableRandom random;
  private final int n;
  private final int running;
  private final int[] order;
  private final int[] position;
  private final int[] device;
  private final int[] oldDevice;
  private final int[] cluster = new int[CLUSTER_MAX + 1];
  private final int[] bestOrder;
  private final int[] bestDevice;
  private final double[] end;
  private Cost best = Cost.IMPOSSIBLE;
  private double current;

  MoveSearch(CompactProblem problem, Decoder decoder, SplittableRandom random) {
    this.problem = problem;
    this.decoder = decoder;
    this.random = random;
    n = problem.tasks;
    order = new int[n];
    position = new int[n];
    device = new int[n];
    oldDevice = new int[n];
    bestOrder = new int[n];
    bestDevice = new int[n];
    end = new double[n];
    running = problem.runningTasks();
  }

  @Override
  public void load(int[] newOrder, int[] newDevice) {
    System.arraycopy(newOrder, 0, order, 0, n);
    System.arraycopy(newDevice, 0, device, 0, n);
    for (int i = 0; i < n; i++) {
      position[order[i]] = i;
    }
    decoder.decode(order, device);
    current = seconds(decoder.cost());
    System.arraycopy(decoder.end(), 0, end, 0, n);
    keepIfBest(decoder.cost());
  }

  @Override
  public void step(double temperature) {
    int task = random.nextDouble() < LATE_SHARE ? late() : random.nextInt(n);
    if (problem.running(task)) {
      return;
    }
    System.arraycopy(device, 0, oldDevice, 0, n);
    int oldPosition = position[task];
    int kind = random.nextInt(KINDS);
    boolean changed =
        kind == CLUSTER ? reassignCluster(task) : kind != ORDER_ONLY && reassign(task);
    if (kind == ORDER_ONLY || kind == BOTH) {
      changed |= shiftWithin(task);
    }
    if (!changed) {
      return;
    }
    double limit = current - temperature * Math.log(1 - random.nextDouble());
    decoder.decode(order, device, limit);
    Cost cost = decoder.cost();
    double seconds = seconds(cost);
    if (seconds <= limit) {
      current = seconds;
      System.arraycopy(decoder.end(), 0, end, 0, n);
      keepIfBest(cost);
    } else {
      System.arraycopy(oldDevice, 0, device, 0, n);
      shift(task, oldPosition);
    }
  }

  @Override
  public void refresh() {
    // An order is all this walk has; there is nothing to renew.
  }

  @Override
  public Candidate best() {
    return new Candidate(bestOrder.clone(), bestDevice.clone(), best);
  }

  @Override
  public double bestSeconds() {
    return seconds(best);
  }

  @Override
  public void forget() {
    best = Cost.IMPOSSIBLE;
  }

  private static double seconds(Cost cost) {
    return cost.lateness() * LATENESS_WEIGHT + cost.seconds();
  }

  private void keepIfBest(Cost cost) {
    if (cost.compareTo(best) < 0 || !best.possible()) {
      best = cost;
      System.arraycopy(order, 0, bestOrder, 0, n);
      System.arraycopy(device, 0, bestDevice, 0, n);
    }
  }

  /** The later of two tasks ends later more often than not: a cheap stand-in for a longest path. */
  private int late() {
    int one = random.nextInt(n);
    int other = random.nextInt(n);
    return end[one] >= end[other] ? one : other;
  }

  /**
   * Takes tasks along that are joined to it by data and on the same device: a chain or a subtree
   * moves at once, where each alone would have to send its data back and forth.
   */
  private boolean reassignCluster(int task) {
    int from = device[task];
    int to = target(task);
    if (!reassign(task, to)) {
      return false;
    }
    int most = 2 + random.nextInt(CLUSTER_MAX - 1);
    int size = 1;
    cluster[0] = task;
    for (int i = 0; i < size && size < most; i++) {
      int at = cluster[i];
      for (int e = problem.predFrom[at]; e < problem.predFrom[at + 1] && size < most; e++) {
        size = join(problem.predTask[e], from, to, size);
      }
      for (int e = problem.succFrom[at]; e < problem.succFrom[at + 1] && size < most; e++) {
        size = join(problem.succTask[e], from, to, size);
      }
    }
    return true;
  }

  private int join(int task, int from, int to, int size) {
    boolean joins =
        device[task] == from
            && problem.together[task].length == 0
            && !problem.running(task)
            && random.nextInt(4) > 0
            && reassign(task, to);
    if (joins) {
      cluster[size] = task;
    }
    return joins ? size + 1 : size;
  }

  private int target(int task) {
    return random.nextDouble() < NEIGHBOUR_SHARE ? neighbourDevice(task) : anyDevice();
  }

  private boolean reassign(int task) {
    return reassign(task, target(task));
  }

  private boolean reassign(int task, int to) {
    if (to == device[task] || !admits(task, to)) {
      return false;
    }
    device[task] = to;
    for (int other : problem.together[task]) {
      if (!admits(other, to)) {
        System.arraycopy(oldDevice, 0, device, 0, n);
        return false;
      }
      device[other] = to;
    }
    return true;
  }

  private int anyDevice() {
    return random.nextInt(problem.devices);
  }

  private int neighbourDevice(int task) {
    int before = problem.predFrom[task + 1] - problem.predFrom[task];
    int behind = problem.succFrom[task + 1] - problem.succFrom[task];
    if (before + behind == 0) {
      return anyDevice();
    }
    int pick = random.nextInt(before + behind);
    return device[
        pick < before
            ? problem.predTask[problem.predFrom[task] + pick]
            : problem.succTask[problem.succFrom[task] + pick - before]];
  }

  private boolean admits(int task, int to) {
    if (!problem.allows(task, to)) {
      return false;
    }
    for (int other : problem.apart[task]) {
      if (device[other] == to) {
        return false;
      }
    }
    return true;
  }

  private boolean shiftWithin(int task) {
    int low = running - 1;
    int high = n;
    for (int e = problem.predFrom[task]; e < problem.predFrom[task + 1]; e++) {
      low = Math.max(low, position[problem.predTask[e]]);
    }
    for (int e = problem.succFrom[task]; e < problem.succFrom[task + 1]; e++) {
      high = Math.min(high, position[problem.succTask[e]]);
    }
    int to = low + 1 + random.nextInt(high - low - 1);
    boolean changed = to != position[task];
    shift(task, to);
    return changed;
  }

  private void shift(int task, int to) {
    int at = position[task];
    for (; at < to; at++) {
      order[at] = order[at + 1];
      position[order[at]] = at;
    }
    for (; at > to; at--) {
      order[at] = order[at - 1];
      position[order[at]] = at;
    }
    order[to] = task;
    position[task] = to;
  }
}
