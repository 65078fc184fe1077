package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.compact.StoredInput;
import io.dunlin.planner.timeline.Occupancy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it grows: who is placed, when a task could start where. Running tasks are placed
 * from the start.
 */
final class PartialSchedule {
  final CompactProblem problem;
  final int[] device;
  final double[] start;
  final double[] end;

  private final Occupancy[] occupancy;
  private final int[] waits;
  private final double[] ready;
  private int placed;

  PartialSchedule(CompactProblem problem) {
    this.problem = problem;
    device = new int[problem.tasks];
    start = new double[problem.tasks];
    end = new double[problem.tasks];
    waits = new int[problem.tasks];
    ready = new double[problem.devices];
    occupancy = new Occupancy[problem.devices];
    for (int d = 0; d < problem.devices; d++) {
      occupancy[d] = problem.occupancy(d);
    }
    Arrays.fill(device, -1);
    for (int t = 0; t < problem.tasks; t++) {
      waits[t] = problem.predFrom[t + 1] - problem.predFrom[t];
    }
    for (int t : problem.topological) {
      if (problem.running(t)) {
        for (int d = 0; d < problem.devices; d++) {
          if (problem.allows(t, d)) {
            put(t, d, problem.fixedStart[t]);
          }
        }
      }
    }
  }

  boolean complete() {
    return placed == problem.tasks;
  }

  /** All predecessors are placed and the task is not. */
  boolean ready(int task) {
    return waits[task] == 0 && device[task] < 0;
  }

  /**
   * When all inputs can be on the device; infinite where the task may not run, given what is
   * placed.
   */
  double inputsReady(int task, int onDevice) {
    if (!admits(task, onDevice)) {
      return Double.POSITIVE_INFINITY;
    }
    double ready = Math.max(problem.release[task], problem.deviceReady[onDevice]);
    for (StoredInput input : problem.stored.get(task)) {
      ready = Math.max(ready, problem.storedSeconds(input, onDevice));
    }
    for (int e = problem.predFrom[task]; e < problem.predFrom[task + 1]; e++) {
      int from = problem.predTask[e];
      ready =
          Math.max(
              ready,
              end[from] + problem.routes.seconds(device[from], onDevice, problem.predBytes[e]));
    }
    return ready;
  }

  /**
   * Earliest start with insertion into gaps; infinite where not possible. Cost O(inputs + gaps).
   */
  double earliestStart(int task, int onDevice) {
    double ready = inputsReady(task, onDevice);
    return ready == Double.POSITIVE_INFINITY
        ? ready
        : occupancy[onDevice].earliest(
            ready, problem.seconds(task, onDevice), problem.cores[task], problem.memory[task]);
  }

  /** Earliest end with insertion into gaps; infinite where not possible. */
  double earliestEnd(int task, int onDevice) {
    double at = earliestStart(task, onDevice);
    return at == Double.POSITIVE_INFINITY ? at : at + problem.seconds(task, onDevice);
  }

  /**
   * As {@link #earliestEnd}, by the inputs whose producers are placed, and not before {@code from}.
   */
  double earliestEndSoFar(int task, int onDevice, double from) {
    double ready = from;
    for (int e = problem.predFrom[task]; e < problem.predFrom[task + 1]; e++) {
      int p = problem.predTask[e];
      if (device[p] >= 0) {
        ready =
            Math.max(
                ready, end[p] + problem.routes.seconds(device[p], onDevice, problem.predBytes[e]));
      }
    }
    double seconds = problem.seconds(task, onDevice);
    return ready == Double.POSITIVE_INFINITY
        ? ready
        : seconds
            + occupancy[onDevice].earliest(
                ready, seconds, problem.cores[task], problem.memory[task]);
  }

  /** The device with the earliest end, the first of equals; -1 when there is none. */
  int earliestEndDevice(int task) {
    fillReady(task);
    int best = -1;
    double bestEnd = Double.POSITIVE_INFINITY;
    for (int d = 0; d < problem.devices; d++) {
      double run = problem.seconds(task, d);
      // Gaps are looked at only where the inputs alone leave a chance.
      if (ready[d] + run < bestEnd && admits(task, d)) {
        double at =
            run + occupancy[d].earliest(ready[d], run, problem.cores[task], problem.memory[task]);
        if (at < bestEnd) {
          bestEnd = at;
          best = d;
        }
      }
    }
    return best;
  }

  /**
   * When all inputs can be on each device; edge by edge, for one row of the routes lies together.
   */
  private void fillReady(int task) {
    int m = problem.devices;
    for (int d = 0; d < m; d++) {
      ready[d] = Math.max(problem.release[task], problem.deviceReady[d]);
    }
    for (StoredInput input : problem.stored.get(task)) {
      for (int d = 0; d < m; d++) {
        ready[d] = Math.max(ready[d], problem.storedSeconds(input, d));
      }
    }
    for (int e = problem.predFrom[task]; e < problem.predFrom[task + 1]; e++) {
      int from = problem.predTask[e];
      problem.routes.raise(ready, device[from], end[from], problem.predBytes[e]);
    }
  }

  /** Places at the earliest start. */
  void place(int task, int onDevice) {
    put(task, onDevice, earliestStart(task, onDevice));
  }

  @Nullable ListSchedule result() {
    double makespan = 0;
    for (double at : end) {
      makespan = Math.max(makespan, at);
    }
    return complete() ? new ListSchedule(device, start, end, makespan) : null;
  }

  /** The end of the last task on the device. */
  double lastEnd(int onDevice) {
    return Math.max(occupancy[onDevice].lastEnd(), problem.deviceReady[onDevice]);
  }

  private void put(int task, int onDevice, double at) {
    device[task] = onDevice;
    start[task] = at;
    end[task] = at + problem.seconds(task, onDevice);
    occupancy[onDevice].book(at, end[task], problem.cores[task], problem.memory[task]);
    for (int e = problem.succFrom[task]; e < problem.succFrom[task + 1]; e++) {
      waits[problem.succTask[e]]--;
    }
    placed++;
  }

  private boolean admits(int task, int onDevice) {
    if (!problem.allows(task, onDevice)) {
      return false;
    }
    for (int other : problem.together[task]) {
      if (device[other] >= 0 && device[other] != onDevice) {
        return false;
      }
    }
    for (int other : problem.apart[task]) {
      if (device[other] == onDevice) {
        return false;
      }
    }
    return true;
  }
}
