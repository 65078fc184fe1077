package io.dunlin.bench.planner;

import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.list.HeterogeneousEarliestFinish;
import io.dunlin.planner.list.ListSchedule;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import io.dunlin.planner.replan.Replanner;
import io.dunlin.planner.replan.Residual;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan of 500 tasks on 20 devices is under way for 30 % of its time when its busiest device
 * becomes four times slower, its links too. Ours against HEFT from scratch on what is left, which
 * pays nothing for moving. Charged, a move that does not pay its price is not made.
 */
final class Replans {
  private static final int TASKS = 500;
  private static final int DEVICES = 20;
  private static final double SLOWER = 4;

  /** Those of the published instances. */
  private static final List<Double> CCRS = List.of(0.5, 1.0, 2.0, 5.0);

  private static final int SHAPES = 3;

  /** Of the makespan before, for each task that moves, summed over all that move. */
  private static final double MOVE_SHARE = 0.001;

  private static final double HYSTERESIS = 0.01;
  private static final long PLAN_MOVES = 30_000;

  private Replans() {}

  static List<Measurement> measure(Search search, Run run) {
    var free = new Ratios();
    var byCcr = new TreeMap<Double, Ratios>();
    var charged = new Ratios();
    var paid = new Ratios();
    double keepMillis = 0;
    double replanMillis = 0;
    double moved = 0;
    int graphs = run.sized(SHAPES, 2 * SHAPES * CCRS.size());
    // The first two warm the code up and are not counted.
    for (int i = -2; i < graphs; i++) {
      double ccr = CCRS.get(Math.floorMod(i / SHAPES, CCRS.size()));
      Problem problem =
          switch (Math.floorMod(i, SHAPES)) {
            case 0 -> Graphs.layered(TASKS, DEVICES, ccr, i);
            case 1 -> Graphs.inTree(TASKS, DEVICES, ccr, i);
            default -> Graphs.outTree(TASKS, DEVICES, ccr, i);
          };
      // Counted moves, not time: what is left to plan anew is then the same in every run.
      Schedule plan =
          Search.checked(
                  "replan",
                  problem,
                  new PortfolioPlanner().plan(problem, Budget.iterations(PLAN_MOVES, 1)))
              .schedule();
      Problem left = slowed(problem, plan, 0);
      long began = System.nanoTime();
      PlanOutcome kept = new Replanner(HYSTERESIS).keep(left);
      double keep = (System.nanoTime() - began) / 1e6;
      Search.checked("kept", left, kept);
      double heft = heft(left);
      Replanner.Replanned freely = replanned(left, search);
      Problem priced = slowed(problem, plan, MOVE_SHARE * plan.makespan());
      began = System.nanoTime();
      Replanner.Replanned dearly = replanned(priced, search);
      double replan = (System.nanoTime() - began) / 1e6;
      if (i < 0) continue;
      String name = "graph " + i;
      free.add(name, freely.chosen().makespan(), heft);
      byCcr.computeIfAbsent(ccr, _ -> new Ratios()).add(name, freely.chosen().makespan(), heft);
      charged.add(name, dearly.chosen().makespan(), heft);
      double price = dearly.adopted() ? dearly.moved().size() * MOVE_SHARE * plan.makespan() : 0;
      paid.add(name, dearly.chosen().makespan() + price, heft);
      moved += (dearly.adopted() ? dearly.moved().size() : 0.0) / left.homes().size() / graphs;
      keepMillis = Math.max(keepMillis, keep);
      replanMillis = Math.max(replanMillis, replan);
    }
    String peer = "HEFT from scratch, moves free";
    var found = new ArrayList<Measurement>();
    byCcr.forEach((ccr, ratios) ->
        found.add(
            Measurement.of("replan.slow.free.ccr-" + ccr, "", ratios.mean()).against(peer, 1)));
    found.addAll(
        List.of(
            Measurement.of("replan.first", "ms", keepMillis).atMost(20),
            Measurement.of("replan.improved", "ms", replanMillis).atMost(200),
            Measurement.of("replan.slow.free", "", free.mean()).against(peer, 1).ratioAtMost(0.85),
            Measurement.of("replan.slow.charged", "", charged.mean())
                .against(peer, 1)
                .ratioAtMost(0.93),
            Measurement.of("replan.slow.moved", "", moved).atMost(0.55),
            Measurement.of("replan.slow.charged-with-price", "", paid.mean()).against(peer, 1)));
    return found;
  }

  /** The whole answer, kept plan and search, within 200 ms. */
  private static Replanner.Replanned replanned(Problem left, Search search) {
    Budget budget = search.budget(Duration.ofMillis(150));
    return switch (new Replanner(HYSTERESIS).replan(left, budget)) {
      case Replanner.Replanned done -> done;
      case Replanner.Refused(PlanOutcome.Infeasible why) ->
          throw new IllegalStateException("not replanned: " + why);
    };
  }

  private static Problem slowed(Problem problem, Schedule plan, double moveSeconds) {
    String busiest = busiest(plan);
    return Residual.at(problem, plan, 0.3 * plan.makespan())
        .devices(device ->
            device.name().equals(busiest)
                ? PlanDevice.processor(busiest, device.speed() / SLOWER)
                : device)
        .links(link ->
            link.from().equals(busiest) || link.to().equals(busiest)
                ? new PlanLink(
                    link.from(), link.to(), link.latencySeconds(), link.bytesPerSecond() / SLOWER)
                : link)
        .moveSeconds(_ -> moveSeconds)
        .problem();
  }

  private static String busiest(Schedule plan) {
    Map<String, Double> load = new TreeMap<>();
    plan.slots().forEach(slot -> load.merge(slot.device(), slot.end() - slot.start(), Double::sum));
    return load.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static double heft(Problem left) {
    Problem.Builder without = Problem.builder().radio(left.radio()).relaying(left.relaying());
    left.devices().forEach(without::device);
    left.links().forEach(without::link);
    left.tasks().forEach(without::task);
    left.edges().forEach(without::edge);
    left.placed().forEach(without::placed);
    ListSchedule schedule =
        new HeterogeneousEarliestFinish().schedule(CompactProblem.of(without.build()));
    if (schedule == null) throw new IllegalStateException("HEFT ran into a dead end");
    return schedule.makespan();
  }
}
