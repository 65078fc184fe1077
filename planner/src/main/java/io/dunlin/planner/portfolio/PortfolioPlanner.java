package io.dunlin.planner.portfolio;

import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Planner;
import io.dunlin.planner.Problem;
import io.dunlin.planner.bound.LowerBounds;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.feasible.Feasibility;
import io.dunlin.planner.search.AnytimeSearch;
import io.dunlin.planner.search.Candidate;
import io.dunlin.planner.search.FullDecoder;
import java.util.List;

/**
 * Every list scheduler once, then the anytime search from the best of them within the budget. The
 * cheapest list schedule is never lost.
 */
public final class PortfolioPlanner implements Planner {
  @Override
  public PlanOutcome plan(Problem problem, Budget budget) {
    CompactProblem compact = CompactProblem.of(problem);
    return switch (Feasibility.of(compact)) {
      case Feasibility.Refused(PlanOutcome.Infeasible why) -> why;
      case Feasibility.Feasible feasible -> plan(compact, feasible, budget);
    };
  }

  private static PlanOutcome plan(
      CompactProblem compact, Feasibility.Feasible feasible, Budget budget) {
    FullDecoder decoder = new FullDecoder(compact);
    List<Candidate> starts = Starts.of(compact, feasible, decoder);
    Candidate best = new AnytimeSearch(compact, starts, budget).run();
    decoder.decode(best.order(), best.device());
    if (decoder.cost().compareTo(starts.getFirst().cost()) > 0) {
      best = starts.getFirst();
    }
    return new PlanOutcome.Planned(
        decoder.schedule(best.order(), best.device()), LowerBounds.best(compact));
  }
}
