package io.dunlin.planner.compact;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.route.RouteTable;
import io.dunlin.planner.timeline.Exclusive;
import io.dunlin.planner.timeline.Occupancy;
import io.dunlin.planner.timeline.Shared;
import java.util.List;

/**
 * The problem as arrays. Tasks are those not done, 0 .. {@code tasks - 1} in the order of the
 * problem; devices 0 .. {@code devices - 1}. Edge e of task t: {@code predFrom[t] <= e < predFrom[t
 * + 1]}. Memory: 8 bytes for each task and device, about 100 for each task and 60 for each edge.
 * The arrays are shared and must not be written.
 */
public final class CompactProblem {
  public final Problem problem;
  public final RouteTable routes;
  public final int tasks;
  public final int devices;

  /** Seconds of task t on device d at {@code t * devices + d}; infinite where it may not run. */
  public final double[] seconds;

  public final int[] predFrom;
  public final int[] predTask;
  public final double[] predBytes;

  /** Which output travels; edges of one output share the number. */
  public final int[] predOutput;

  public final int[] succFrom;
  public final int[] succTask;
  public final double[] succBytes;

  /** Numbers of outputs, those of done tasks included. */
  public final int outputs;

  /** Tasks so that each comes after its predecessors, and the reverse mapping. */
  public final int[] topological;

  public final int[] topologicalPosition;
  public final int[] cores;
  public final long[] memory;

  /** Earliest start, 0 if none; latest wished end, infinite if none; weight of a late second. */
  public final double[] release;

  public final double[] deadline;
  public final double[] weight;
  public final double[] deviceReady;

  /**
   * Start of a task that runs already, NaN otherwise. Its device is the only one where {@code
   * seconds} is finite.
   */
  public final double[] fixedStart;

  /** Device of the plan before, -1 if none; when it was to start there; what leaving it costs. */
  public final int[] home;

  public final double[] homeStart;
  public final double[] moveSeconds;

  /** Inputs from done tasks, by task; empty lists where none. */
  public final List<List<StoredInput>> stored;

  /** Tasks that must share the device of t, t included; length 0 where t is free. */
  public final int[][] together;

  /** Tasks that must not share the device of t. */
  public final int[][] apart;

  /** Soft rules, as given. */
  public final List<SoftRule> softRules;

  private final PlanTask[] originals;
  private final DataEdge[] predEdges;

  CompactProblem(CompactBuilder from) {
    problem = from.problem;
    routes = from.routes;
    tasks = from.originals.length;
    devices = problem.devices().size();
    seconds = from.seconds;
    predFrom = from.predFrom;
    predTask = from.predTask;
    predBytes = from.predBytes;
    predOutput = from.predOutput;
    succFrom = from.succFrom;
    succTask = from.succTask;
    succBytes = from.succBytes;
    outputs = from.outputs.size();
    topological = from.topological;
    topologicalPosition = from.topologicalPosition;
    cores = from.cores;
    memory = from.memory;
    release = from.release;
    deadline = from.deadline;
    weight = from.weight;
    deviceReady = from.deviceReady;
    fixedStart = from.fixedStart;
    home = from.home;
    homeStart = from.homeStart;
    moveSeconds = from.moveSeconds;
    stored = from.stored;
    together = from.together;
    apart = from.apart;
    softRules = from.softRules;
    originals = from.originals;
    predEdges = from.predEdges;
  }

  /** Cost O(tasks · devices + edges + routes). */
  public static CompactProblem of(Problem problem) {
    return new CompactBuilder(problem).build();
  }

  public double seconds(int task, int device) {
    return seconds[task * devices + device];
  }

  public boolean allows(int task, int device) {
    return seconds[task * devices + device] < Double.POSITIVE_INFINITY;
  }

  public boolean running(int task) {
    return !Double.isNaN(fixedStart[task]);
  }

  /** How many tasks run already. */
  public int runningTasks() {
    int count = 0;
    for (int t = 0; t < tasks; t++) {
      count += running(t) ? 1 : 0;
    }
    return count;
  }

  public PlanTask task(int index) {
    return originals[index];
  }

  public String deviceName(int index) {
    return problem.devices().get(index).name();
  }

  /** The edge of the problem behind edge number {@code edge}. */
  public DataEdge edge(int edge) {
    return predEdges[edge];
  }

  /**
   * Seconds until an input from a done task can be on the device: from the nearest holder, without
   * contention.
   */
  public double storedSeconds(StoredInput input, int device) {
    double best = Double.POSITIVE_INFINITY;
    for (int holder : input.holders()) {
      best = Math.min(best, routes.seconds(holder, device, input.bytes()));
    }
    return best;
  }

  /** Seconds that count on top of the makespan when the task runs on this device. */
  public double moveCost(int task, int device) {
    return home[task] < 0 || home[task] == device ? 0 : moveSeconds[task];
  }

  /** True where the device can never run two tasks at once. */
  public boolean oneAtATime(int device) {
    return problem.devices().get(device).cores() == 1;
  }

  /** A fresh timeline of the device. */
  public Occupancy occupancy(int device) {
    return oneAtATime(device)
        ? new Exclusive()
        : new Shared(
            problem.devices().get(device).cores(), problem.devices().get(device).memoryBytes());
  }
}
