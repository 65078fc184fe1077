package io.dunlin.planner.search;

import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.compact.StoredInput;
import java.util.Arrays;

/**
 * A schedule of the classical model as a graph: tasks, data edges, and an arc from each task to the
 * next on its device. {@code head} of a task is the longest way to its start, {@code tail} the
 * longest way from its end to the end of all; both follow every change by propagation, so a change
 * costs what it moves. Order positions are topological for the whole graph. (Disjunctive graph: Roy
 * and Sussmann 1964; heads and tails: Carlier 1982.)
 *
 * <p>Package-private arrays are read by the search and written here only.
 */
final class SolutionGraph {
  final CompactProblem problem;
  final int n;
  final int m;
  final int[] device;
  final int[] order;
  final int[] position;
  final double[] run;
  final double[] head;
  final double[] end;

  /** From the end of the task to the end of all. */
  final double[] tail;

  /** Tasks of each device in order, and how many. */
  final int[][] sequence;

  final int[] length;

  /** Index of each task in the sequence of its device. */
  final int[] rank;

  private final double[] latency;
  private final double[] inverse;
  private final boolean single;

  /** Earliest start by task and device, empty when all are 0. */
  private final double[] floor;

  private final int[] predFrom;
  private final int[] predTask;
  private final double[] predBytes;
  private final int[] succFrom;
  private final int[] succTask;
  private final double[] succBytes;
  private final long[] dirty;
  private final Trail heads = new Trail();
  private final Trail tails = new Trail();
  private int movedFrom;
  private int movedIndex;
  private int movedPosition;

  SolutionGraph(CompactProblem problem) {
    this.problem = problem;
    n = problem.tasks;
    m = problem.devices;
    device = new int[n];
    order = new int[n];
    position = new int[n];
    run = new double[n];
    head = new double[n];
    end = new double[n];
    tail = new double[n];
    rank = new int[n];
    sequence = new int[m][8];
    length = new int[m];
    latency = problem.routes.latencies();
    inverse = problem.routes.inverses();
    single = problem.routes.single();
    floor = floors(problem);
    predFrom = problem.predFrom;
    predTask = problem.predTask;
    predBytes = problem.predBytes;
    succFrom = problem.succFrom;
    succTask = problem.succTask;
    succBytes = problem.succBytes;
    dirty = new long[(n >> 6) + 1];
  }

  private static double[] floors(CompactProblem problem) {
    if (!anyFloor(problem)) {
      return new double[0];
    }
    double[] floor = new double[problem.tasks * problem.devices];
    for (int t = 0; t < problem.tasks; t++) {
      for (int d = 0; d < problem.devices; d++) {
        double least = Math.max(problem.release[t], problem.deviceReady[d]);
        for (StoredInput input : problem.stored.get(t)) {
          least = Math.max(least, problem.storedSeconds(input, d));
        }
        floor[t * problem.devices + d] = problem.running(t) ? problem.fixedStart[t] : least;
      }
    }
    return floor;
  }

  private static boolean anyFloor(CompactProblem problem) {
    boolean any = Arrays.stream(problem.deviceReady).anyMatch(ready -> ready != 0);
    for (int t = 0; t < problem.tasks && !any; t++) {
      any = problem.release[t] != 0 || problem.running(t) || !problem.stored.get(t).isEmpty();
    }
    return any;
  }

  double floor(int task, int onDevice) {
    return floor.length == 0 ? 0 : floor[task * m + onDevice];
  }

  double transfer(int from, int to, double bytes) {
    int pair = from * m + to;
    return single ? latency[pair] + bytes * inverse[pair] : problem.routes.seconds(from, to, bytes);
  }

  /** Takes over an order and devices. Cost O(tasks + edges). */
  void load(int[] newOrder, int[] newDevice) {
    System.arraycopy(newOrder, 0, order, 0, n);
    System.arraycopy(newDevice, 0, device, 0, n);
    Arrays.fill(length, 0);
    for (int i = 0; i < n; i++) {
      int t = order[i];
      position[t] = i;
      run[t] = problem.seconds[t * m + device[t]];
      append(t);
    }
    for (int i = 0; i < n; i++) {
      int t = order[i];
      head[t] = headOf(t);
      end[t] = head[t] + run[t];
    }
    for (int i = n - 1; i >= 0; i--) {
      tail[order[i]] = tailOf(order[i]);
    }
  }

  private void append(int t) {
    int d = device[t];
    if (length[d] == sequence[d].length) {
      sequence[d] = Arrays.copyOf(sequence[d], 2 * length[d]);
    }
    rank[t] = length[d];
    sequence[d][length[d]++] = t;
  }

  double makespan() {
    double longest = 0;
    for (int d = 0; d < m; d++) {
      if (length[d] > 0) {
        longest = Math.max(longest, end[sequence[d][length[d] - 1]]);
      }
    }
    return longest;
  }

  /** Index of the first task of the device that comes after a position of the order. */
  int firstAfter(int onDevice, int at) {
    int[] tasks = sequence[onDevice];
    int low = 0;
    int high = length[onDevice];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (position[tasks[middle]] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Takes over another topological order of the same graph: by key, from an index on. */
  void reorder(OrderSort by, int from) {
    by.sort(order, from);
    for (int i = from; i < n; i++) {
      position[order[i]] = i;
    }
  }

  /** Takes the task out of its device; heads and tails are then those of the graph without it. */
  void remove(int task) {
    int d = device[task];
    int at = rank[task];
    int[] tasks = sequence[d];
    length[d]--;
    for (int i = at; i < length[d]; i++) {
      tasks[i] = tasks[i + 1];
      rank[tasks[i]] = i;
    }
    heads.clear();
    tails.clear();
    // Without its run and its wait, the task only passes on nothing: its edges are cut both ways.
    heads.push(task, head[task]);
    tails.push(task, tail[task]);
    end[task] = Double.NEGATIVE_INFINITY;
    tail[task] = Double.NEGATIVE_INFINITY;
    int following = at < length[d] ? tasks[at] : -1;
    int preceding = at > 0 ? tasks[at - 1] : -1;
    markSuccessors(task, following);
    pushHeads(position[task] + 1);
    markPredecessors(task, preceding);
    pushTails(position[task] - 1);
  }

  /** Puts a removed task back where it was, with all that changed. */
  void restore(int task) {
    slip(task, device[task], rank[task]);
    takeBack();
  }

  private void takeBack() {
    for (int i = heads.size() - 1; i >= 0; i--) {
      int t = heads.task(i);
      head[t] = heads.value(i);
      end[t] = head[t] + run[t];
    }
    for (int i = tails.size() - 1; i >= 0; i--) {
      tail[tails.task(i)] = tails.value(i);
    }
  }

  /**
   * Inserts a removed task on a device before index {@code at} of its sequence, at a position of
   * the order.
   */
  void insert(int task, int onDevice, int at, int newPosition) {
    device[task] = onDevice;
    run[task] = problem.seconds[task * m + onDevice];
    shift(task, newPosition);
    slip(task, onDevice, at);
    heads.clear();
    tails.clear();
    head[task] = headOf(task);
    end[task] = head[task] + run[task];
    tail[task] = tailOf(task);
    markSuccessors(task, at + 1 < length[onDevice] ? sequence[onDevice][at + 1] : -1);
    pushHeads(position[task] + 1);
    markPredecessors(task, at > 0 ? sequence[onDevice][at - 1] : -1);
    pushTails(position[task] - 1);
  }

  /**
   * Moves a task to a device, before index {@code at} of its sequence without the task, at a
   * position of the order. Heads and tails follow in one pass.
   */
  void move(int task, int onDevice, int at, int newPosition) {
    movedFrom = device[task];
    movedIndex = rank[task];
    movedPosition = position[task];
    heads.clear();
    tails.clear();
    int following = neighbour(task, 1);
    int preceding = neighbour(task, -1);
    relocate(task, onDevice, at, newPosition);
    heads.push(task, head[task]);
    tails.push(task, tail[task]);
    // Not equal to anything: its neighbours are looked at even if it starts when it did.
    head[task] = Double.NaN;
    tail[task] = Double.NaN;
    mark(position[task]);
    int first = position[task];
    if (following >= 0) {
      mark(position[following]);
      first = Math.min(first, position[following]);
    }
    pushHeads(first);
    mark(position[task]);
    int last = position[task];
    if (preceding >= 0) {
      mark(position[preceding]);
      last = Math.max(last, position[preceding]);
    }
    pushTails(last);
  }

  /** Takes the last {@link #move} back. */
  void undo(int task) {
    relocate(task, movedFrom, movedIndex, movedPosition);
    takeBack();
  }

  private void relocate(int task, int onDevice, int at, int newPosition) {
    int[] tasks = sequence[device[task]];
    int left = --length[device[task]];
    for (int i = rank[task]; i < left; i++) {
      tasks[i] = tasks[i + 1];
      rank[tasks[i]] = i;
    }
    device[task] = onDevice;
    run[task] = problem.seconds[task * m + onDevice];
    shift(task, newPosition);
    slip(task, onDevice, at);
  }

  private int neighbour(int task, int step) {
    int at = rank[task] + step;
    return at >= 0 && at < length[device[task]] ? sequence[device[task]][at] : -1;
  }

  private void slip(int task, int onDevice, int at) {
    if (length[onDevice] == sequence[onDevice].length) {
      sequence[onDevice] = Arrays.copyOf(sequence[onDevice], 2 * length[onDevice]);
    }
    int[] tasks = sequence[onDevice];
    for (int i = length[onDevice]++; i > at; i--) {
      tasks[i] = tasks[i - 1];
      rank[tasks[i]] = i;
    }
    tasks[at] = task;
    rank[task] = at;
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

  private void mark(int at) {
    dirty[at >> 6] |= 1L << at;
  }

  private void markSuccessors(int task, int following) {
    for (int e = succFrom[task]; e < succFrom[task + 1]; e++) {
      mark(position[succTask[e]]);
    }
    if (following >= 0) {
      mark(position[following]);
    }
  }

  private void markPredecessors(int task, int preceding) {
    for (int e = predFrom[task]; e < predFrom[task + 1]; e++) {
      mark(position[predTask[e]]);
    }
    if (preceding >= 0) {
      mark(position[preceding]);
    }
  }

  /** Recomputes marked heads in order, and what hangs on those that changed. */
  private void pushHeads(int from) {
    int word = from >> 6;
    while (word < dirty.length) {
      long bits = dirty[word];
      if (bits == 0) {
        word++;
        continue;
      }
      dirty[word] = bits & (bits - 1);
      int t = order[(word << 6) + Long.numberOfTrailingZeros(bits)];
      double start = headOf(t);
      if (start != head[t]) {
        heads.push(t, head[t]);
        head[t] = start;
        end[t] = start + run[t];
        int next = rank[t] + 1;
        int d = device[t];
        markSuccessors(t, next < length[d] ? sequence[d][next] : -1);
      }
    }
  }

  /** Recomputes marked tails against the order, and what hangs on those that changed. */
  private void pushTails(int from) {
    int word = from < 0 ? -1 : from >> 6;
    while (word >= 0) {
      long bits = dirty[word];
      if (bits == 0) {
        word--;
        continue;
      }
      long top = Long.highestOneBit(bits);
      dirty[word] = bits ^ top;
      int t = order[(word << 6) + Long.numberOfTrailingZeros(top)];
      double after = tailOf(t);
      if (after != tail[t]) {
        tails.push(t, tail[t]);
        tail[t] = after;
        markPredecessors(t, rank[t] > 0 ? sequence[device[t]][rank[t] - 1] : -1);
      }
    }
  }

  private double headOf(int t) {
    int d = device[t];
    double at = floor.length == 0 ? 0 : floor[t * m + d];
    if (rank[t] > 0) {
      at = Math.max(at, end[sequence[d][rank[t] - 1]]);
    }
    for (int e = predFrom[t]; e < predFrom[t + 1]; e++) {
      int p = predTask[e];
      at = Math.max(at, end[p] + transfer(device[p], d, predBytes[e]));
    }
    return at;
  }

  private double tailOf(int t) {
    int d = device[t];
    double after = 0;
    if (rank[t] + 1 < length[d]) {
      int next = sequence[d][rank[t] + 1];
      after = run[next] + tail[next];
    }
    for (int e = succFrom[t]; e < succFrom[t + 1]; e++) {
      int s = succTask[e];
      after = Math.max(after, transfer(d, device[s], succBytes[e]) + run[s] + tail[s]);
    }
    return after;
  }
}
