package io.dunlin.bench.planner;

import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.list.HeterogeneousEarliestFinish;
import io.dunlin.planner.list.ListSchedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Our HEFT with SAGA's means beside the published one. Ties may be broken either way, so an
 * instance whose makespan depends on the order in which tasks and devices are written is only
 * counted in the mean.
 */
final class SagaHeft {
  private static final int ORDERS = 12;
  private static final double EQUAL = 1e-9;

  private SagaHeft() {}

  static List<Measurement> measure(List<Case> cases, Run run) {
    var ratios = new Ratios();
    var differing = new ArrayList<String>();
    int tied = 0;
    for (Case each : cases) {
      double ours = makespan(each.problem());
      ratios.add(each.name(), ours, each.heft());
      if (Double.isNaN(each.heft())) continue;
      if (tied(each.problem(), ours)) {
        tied++;
      } else if (Math.abs(ours - each.heft()) > EQUAL * each.heft()) {
        differing.add(each.name());
      }
    }
    if (!differing.isEmpty()) run.say("planner: HEFT differs on " + String.join(", ", differing));
    return List.of(
        Measurement.of("heft.different", "", differing.size()).atMost(0),
        Measurement.of("heft.tied", "", tied),
        Measurement.of("heft.mean", "", ratios.mean())
            .against("published HEFT (SAGA)", 1)
            .ratioAtMost(1.02));
  }

  private static boolean tied(Problem problem, double makespan) {
    for (int seed = 0; seed < ORDERS; seed++) {
      double other = makespan(shuffled(problem, new Random(seed)));
      if (Math.abs(other - makespan) > EQUAL * makespan) return true;
    }
    return false;
  }

  static double makespan(Problem problem) {
    ListSchedule schedule =
        HeterogeneousEarliestFinish.likeSaga().schedule(CompactProblem.of(problem));
    if (schedule == null) throw new IllegalStateException("HEFT ran into a dead end");
    return schedule.makespan();
  }

  private static Problem shuffled(Problem problem, Random random) {
    var tasks = new ArrayList<PlanTask>(problem.tasks());
    var devices = new ArrayList<PlanDevice>(problem.devices());
    Collections.shuffle(tasks, random);
    Collections.shuffle(devices, random);
    Problem.Builder shuffled = Problem.builder().relaying(problem.relaying());
    tasks.forEach(shuffled::task);
    devices.forEach(shuffled::device);
    problem.edges().forEach(shuffled::edge);
    problem.links().forEach(shuffled::link);
    return shuffled.build();
  }
}
