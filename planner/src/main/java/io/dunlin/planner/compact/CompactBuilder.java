package io.dunlin.planner.compact;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Effort;
import io.dunlin.planner.Home;
import io.dunlin.planner.Placed;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.route.RouteBuilder;
import io.dunlin.planner.route.RouteTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the arrays of a {@link CompactProblem}. */
final class CompactBuilder {
  private record Output(String from, String data, String to) {}

  final Problem problem;
  final RouteTable routes;
  final PlanTask[] originals;
  final double[] seconds;
  final int[] predFrom;
  final int[] predTask;
  final double[] predBytes;
  final int[] predOutput;
  final DataEdge[] predEdges;
  final int[] succFrom;
  final int[] succTask;
  final double[] succBytes;
  final int[] topological;
  final int[] topologicalPosition;
  final int[] cores;
  final long[] memory;
  final double[] release;
  final double[] deadline;
  final double[] weight;
  final double[] deviceReady;
  final double[] fixedStart;
  final int[] home;
  final double[] homeStart;
  final double[] moveSeconds;
  final List<List<StoredInput>> stored = new ArrayList<>();
  final int[][] together;
  final int[][] apart;
  final List<SoftRule> softRules;
  final Map<Object, Integer> outputs = new HashMap<>();

  private final Map<String, Integer> deviceIndex = new HashMap<>();
  private final Map<String, Integer> taskIndex = new HashMap<>();
  private final Map<String, Placed> placed = new HashMap<>();
  private final List<DataEdge> open = new ArrayList<>();
  private final Settled settled;

  CompactBuilder(Problem problem) {
    this.problem = problem;
    problem.devices().forEach(device -> deviceIndex.put(device.name(), deviceIndex.size()));
    problem.placed().forEach(fact -> placed.put(fact.task(), fact));
    settled = Settled.of(problem);
    List<PlanTask> todo =
        problem.tasks().stream().filter(task -> !settled.done(task.name())).toList();
    originals = todo.toArray(PlanTask[]::new);
    todo.forEach(task -> taskIndex.put(task.name(), taskIndex.size()));
    routes =
        RouteBuilder.build(
            deviceIndex,
            problem.links(),
            problem.relaying(),
            problem.edges().stream().mapToDouble(DataEdge::bytes).toArray());
    int n = originals.length;
    cores = Arrays.stream(originals).mapToInt(PlanTask::cores).toArray();
    memory = Arrays.stream(originals).mapToLong(PlanTask::memoryBytes).toArray();
    release = Arrays.stream(originals).mapToDouble(PlanTask::release).toArray();
    deadline = Arrays.stream(originals).mapToDouble(CompactBuilder::deadline).toArray();
    weight = Arrays.stream(originals).mapToDouble(PlanTask::priority).toArray();
    deviceReady = problem.devices().stream().mapToDouble(PlanDevice::readyAt).toArray();
    fixedStart = new double[n];
    seconds = new double[n * problem.devices().size()];
    home = new int[n];
    homeStart = new double[n];
    moveSeconds = new double[n];
    fillSeconds();
    fillHomes();
    for (DataEdge edge : problem.edges()) {
      if (taskIndex.containsKey(edge.from()) && taskIndex.containsKey(edge.to())) {
        open.add(edge);
      }
    }
    int e = open.size();
    predFrom = new int[n + 1];
    predTask = new int[e];
    predBytes = new double[e];
    predOutput = new int[e];
    predEdges = new DataEdge[e];
    succFrom = new int[n + 1];
    succTask = new int[e];
    succBytes = new double[e];
    fillEdges();
    fillStored();
    topological = new int[n];
    topologicalPosition = new int[n];
    fillTopological();
    Rules rules = new Rules(problem, taskIndex, deviceIndex, placed, settled);
    together = rules.together();
    apart = rules.apart();
    softRules = rules.soft();
    rules.narrow(seconds, together);
  }

  CompactProblem build() {
    return new CompactProblem(this);
  }

  private static double deadline(PlanTask task) {
    Double deadline = task.deadline();
    return deadline == null ? Double.POSITIVE_INFINITY : deadline;
  }

  private void fillSeconds() {
    int m = problem.devices().size();
    for (int t = 0; t < originals.length; t++) {
      Placed fact = placed.get(originals[t].name());
      boolean running = fact != null && fact.state() == Placed.State.RUNNING;
      fixedStart[t] = fact != null && running ? fact.start() : Double.NaN;
      for (int d = 0; d < m; d++) {
        PlanDevice device = problem.devices().get(d);
        if (fact != null && running) {
          boolean here = device.name().equals(fact.device());
          seconds[t * m + d] = here ? fact.end() - fact.start() : Double.POSITIVE_INFINITY;
        } else {
          seconds[t * m + d] =
              Suitability.refusal(originals[t], device) == null
                  ? seconds(originals[t].effort(), device)
                  : Double.POSITIVE_INFINITY;
        }
      }
    }
  }

  private void fillHomes() {
    Arrays.fill(home, -1);
    Arrays.fill(homeStart, Double.POSITIVE_INFINITY);
    for (Home fact : problem.homes()) {
      Integer t = taskIndex.get(fact.task());
      if (t != null) {
        Integer device = deviceIndex.get(fact.device());
        homeStart[t] = fact.start();
        // A device that is gone leaves nothing to stay at: every other one is as good.
        home[t] = device == null ? -1 : device;
        moveSeconds[t] = device == null ? 0 : fact.moveSeconds();
      }
    }
  }

  private static double seconds(Effort effort, PlanDevice device) {
    return switch (effort) {
      case Effort.Work(double work) -> work / device.speed();
      case Effort.Fixed(double fixed) -> fixed;
      case Effort.Measured(var measured) ->
          measured.getOrDefault(device.name(), Double.POSITIVE_INFINITY);
    };
  }

  private void fillEdges() {
    for (DataEdge edge : open) {
      predFrom[task(edge.to()) + 1]++;
      succFrom[task(edge.from()) + 1]++;
    }
    for (int t = 0; t < originals.length; t++) {
      predFrom[t + 1] += predFrom[t];
      succFrom[t + 1] += succFrom[t];
    }
    int[] pred = predFrom.clone();
    int[] succ = succFrom.clone();
    for (DataEdge edge : open) {
      int from = task(edge.from());
      int to = task(edge.to());
      int p = pred[to]++;
      predTask[p] = from;
      predBytes[p] = edge.bytes();
      predOutput[p] = output(edge);
      predEdges[p] = edge;
      int s = succ[from]++;
      succTask[s] = to;
      succBytes[s] = edge.bytes();
    }
  }

  /** Named data of one task is one output; edges without a name are one each. */
  private int output(DataEdge edge) {
    Output key = new Output(edge.from(), edge.data(), edge.data().isEmpty() ? edge.to() : "");
    return outputs.computeIfAbsent(key, absent -> outputs.size());
  }

  private void fillStored() {
    for (int t = 0; t < originals.length; t++) {
      stored.add(List.of());
    }
    for (DataEdge edge : problem.edges()) {
      Integer to = taskIndex.get(edge.to());
      Placed from = placed.get(edge.from());
      if (to == null || from == null || !settled.done(edge.from()) || edge.bytes() == 0) {
        continue;
      }
      if (!Double.isNaN(fixedStart[to])) {
        continue;
      }
      int[] holders = from.holders().stream().mapToInt(this::device).sorted().toArray();
      List<StoredInput> inputs = new ArrayList<>(stored.get(to));
      inputs.add(new StoredInput(edge.from(), edge.data(), edge.bytes(), output(edge), holders));
      stored.set(to, Collections.unmodifiableList(inputs));
    }
  }

  private void fillTopological() {
    int n = originals.length;
    int[] waits = new int[n];
    int tail = 0;
    for (int t = 0; t < n; t++) {
      waits[t] = predFrom[t + 1] - predFrom[t];
      if (waits[t] == 0) {
        topological[tail++] = t;
      }
    }
    for (int head = 0; head < tail; head++) {
      int t = topological[head];
      topologicalPosition[t] = head;
      for (int s = succFrom[t]; s < succFrom[t + 1]; s++) {
        if (--waits[succTask[s]] == 0) {
          topological[tail++] = succTask[s];
        }
      }
    }
  }

  private int task(String name) {
    return found(taskIndex.get(name), name);
  }

  private int device(String name) {
    return found(deviceIndex.get(name), name);
  }

  static int found(@Nullable Integer index, String name) {
    if (index == null) {
      throw new IllegalStateException("a checked problem names the unknown " + name);
    }
    return index;
  }
}
