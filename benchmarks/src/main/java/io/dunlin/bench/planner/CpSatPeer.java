package io.dunlin.bench.planner;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.planner.compact.CompactProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * OR-Tools CP-SAT on the same instances: optional intervals for each task and device, no overlap on
 * a device, a delay for each edge and pair of devices. Times are scaled to whole numbers for it and
 * its decisions are timed again with the real ones.
 */
final class CpSatPeer {
  private static final int TASKS_MAX = 26;
  private static final double STEPS = 1e6;

  private final CompactProblem problem;
  private final CpModel model = new CpModel();
  private final BoolVar[][] on;
  private final IntVar[] start;
  private final LinearExpr[] end;
  private final double scale;
  private final long horizon;

  private CpSatPeer(CompactProblem problem, double upper) {
    this.problem = problem;
    scale = STEPS / upper;
    horizon = (long) (2 * STEPS);
    on = new BoolVar[problem.tasks][problem.devices];
    start = new IntVar[problem.tasks];
    end = new LinearExpr[problem.tasks];
  }

  static List<Measurement> measure(List<Case> cases, Search search, Run run) {
    Loader.loadNativeLibraries();
    double limit = run.sized(1, 5);
    var ratios = new Ratios();
    int proved = 0;
    for (Case each : cases) {
      if (each.tasks() > TASKS_MAX) continue;
      double ours = search.makespan(each, Duration.ofSeconds(1));
      double upper = SagaHeft.makespan(each.problem());
      var peer = new CpSatPeer(CompactProblem.of(each.problem()), upper);
      var solver = new CpSolver();
      solver.getParameters().setMaxTimeInSeconds(limit).setNumWorkers(Search.THREADS);
      CpSolverStatus status = peer.solve(solver);
      if (status == CpSolverStatus.OPTIMAL) proved++;
      if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) continue;
      ratios.add(each.name(), ours, peer.makespan(solver));
    }
    run.say("planner: CP-SAT: worst on " + ratios.worstName() + " of " + ratios.count());
    String name = "OR-Tools CP-SAT 9.14, 2 workers, " + (int) limit + " s (ours 1 s)";
    return List.of(
        Measurement.of("cp-sat.mean", "", ratios.mean()).against(name, 1),
        Measurement.of("cp-sat.worst", "", ratios.worst()).against(name, 1),
        Measurement.of("cp-sat.proved", "", proved));
  }

  private CpSolverStatus solve(CpSolver solver) {
    for (int d = 0; d < problem.devices; d++) placeOn(d);
    for (int t = 0; t < problem.tasks; t++) {
      start[t] = model.newIntVar(0, horizon, "s" + t);
      model.addExactlyOne(on[t]);
      LinearExprBuilder sum = LinearExpr.newBuilder().add(start[t]);
      for (int d = 0; d < problem.devices; d++) sum.addTerm(on[t][d], duration(t, d));
      end[t] = sum.build();
    }
    for (int d = 0; d < problem.devices; d++) separate(d);
    for (int t = 0; t < problem.tasks; t++) delays(t);
    IntVar makespan = model.newIntVar(0, horizon, "makespan");
    for (LinearExpr each : end) model.addLessOrEqual(each, makespan);
    model.minimize(makespan);
    return solver.solve(model);
  }

  private void placeOn(int device) {
    for (int t = 0; t < problem.tasks; t++) on[t][device] = model.newBoolVar(t + "@" + device);
  }

  private void separate(int device) {
    var intervals = new ArrayList<IntervalVar>();
    for (int t = 0; t < problem.tasks; t++) {
      intervals.add(
          model.newOptionalFixedSizeIntervalVar(
              start[t], duration(t, device), on[t][device], "i" + t + "@" + device));
    }
    model.addNoOverlap(intervals);
  }

  private void delays(int task) {
    for (int e = problem.predFrom[task]; e < problem.predFrom[task + 1]; e++) {
      int before = problem.predTask[e];
      model.addGreaterOrEqual(start[task], end[before]);
      for (int from = 0; from < problem.devices; from++) {
        for (int to = 0; to < problem.devices; to++) {
          if (from == to) continue;
          long delay = Math.min(horizon, Math.round(transfer(e, from, to) * scale));
          model
              .addGreaterOrEqual(
                  start[task], LinearExpr.newBuilder().add(end[before]).add(delay).build())
              .onlyEnforceIf(new Literal[] {on[before][from], on[task][to]});
        }
      }
    }
  }

  private double transfer(int edge, int from, int to) {
    int cell = from * problem.devices + to;
    return problem.routes.latencies()[cell]
        + problem.predBytes[edge] * problem.routes.inverses()[cell];
  }

  private long duration(int task, int device) {
    return Math.min(horizon, Math.round(problem.seconds(task, device) * scale));
  }

  /** What the solver decided, timed with the real numbers. */
  private double makespan(CpSolver solver) {
    double[] free = new double[problem.devices];
    double[] ended = new double[problem.tasks];
    int[] device = new int[problem.tasks];
    double last = 0;
    List<Integer> order =
        IntStream.range(0, problem.tasks)
            .boxed()
            .sorted(
                Comparator.comparingLong((Integer t) -> solver.value(start[t]))
                    .thenComparingInt(t -> problem.topologicalPosition[t]))
            .toList();
    for (int t : order) {
      for (int d = 0; d < problem.devices; d++) if (solver.booleanValue(on[t][d])) device[t] = d;
      double begin = free[device[t]];
      for (int e = problem.predFrom[t]; e < problem.predFrom[t + 1]; e++) {
        int before = problem.predTask[e];
        double way = device[before] == device[t] ? 0 : transfer(e, device[before], device[t]);
        begin = Math.max(begin, ended[before] + way);
      }
      ended[t] = begin + problem.seconds(t, device[t]);
      free[device[t]] = ended[t];
      last = Math.max(last, ended[t]);
    }
    return last;
  }
}
