package io.dunlin.planner.portfolio;

import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Planner;
import io.dunlin.planner.Problem;
import io.dunlin.planner.bound.LowerBounds;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.feasible.Feasibility;
import io.dunlin.planner.list.ListSchedule;
import io.dunlin.planner.list.ListScheduler;
import io.dunlin.planner.list.ListSchedulers;
import io.dunlin.planner.search.Cost;
import io.dunlin.planner.search.FullDecoder;
import io.dunlin.planner.search.Orders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every list scheduler once; the cheapest of their schedules is never lost. */
public final class PortfolioPlanner implements Planner {
  /** One way to do it, and what it costs. */
  private static final class Candidate {
    private final int[] order;
    private final int[] device;
    private final Cost cost;

    Candidate(int[] order, int[] device, Cost cost) {
      this.order = order;
      this.device = device;
      this.cost = cost;
    }

    int[] order() {
      return order;
    }

    int[] device() {
      return device;
    }

    Cost cost() {
      return cost;
    }
  }

  @Override
  public PlanOutcome plan(Problem problem, Budget budget) {
    CompactProblem compact = CompactProblem.of(problem);
    return switch (Feasibility.of(compact)) {
      case Feasibility.Refused(PlanOutcome.Infeasible why) -> why;
      case Feasibility.Feasible feasible -> {
        FullDecoder decoder = new FullDecoder(compact);
        Candidate best = candidates(compact, feasible, decoder).getFirst();
        yield new PlanOutcome.Planned(
            decoder.schedule(best.order(), best.device()), LowerBounds.best(compact));
      }
    };
  }

  /** Best first. The assignment that proved feasibility is among them: there is always one. */
  private static List<Candidate> candidates(
      CompactProblem compact, Feasibility.Feasible feasible, FullDecoder decoder) {
    List<Candidate> all = new ArrayList<>();
    for (ListScheduler scheduler : ListSchedulers.all()) {
      ListSchedule schedule = scheduler.schedule(compact);
      if (schedule != null) {
        int[] order = Orders.byStart(compact, schedule.start());
        decoder.decode(order, schedule.device());
        all.add(new Candidate(order, schedule.device(), decoder.cost()));
      }
    }
    if (all.isEmpty() || !feasible.free()) {
      int[] order = Orders.topological(compact);
      decoder.decode(order, feasible.device());
      all.add(new Candidate(order, feasible.device(), decoder.cost()));
    }
    all.sort(Comparator.comparing(Candidate::cost));
    return all;
  }
}
