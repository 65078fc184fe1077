package io.dunlin.planner.portfolio;

import io.dunlin.planner.Budget;
import io.dunlin.planner.LowerBound;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Planner;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
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
    long begun = budget.nanoClock().getAsLong();
    CompactProblem compact = CompactProblem.of(problem);
    return switch (Feasibility.of(compact)) {
      case Feasibility.Refused(PlanOutcome.Infeasible why) -> why;
      case Feasibility.Feasible feasible -> plan(compact, feasible, budget, begun);
    };
  }

  /**
   * The plan before ({@code Home} and {@code Placed} of the problem) as far as it holds, without
   * any search; tasks that have no home, or a home that is gone, go to where they end first.
   */
  public PlanOutcome keep(Problem problem) {
    CompactProblem compact = CompactProblem.of(problem);
    return switch (Feasibility.of(compact)) {
      case Feasibility.Refused(PlanOutcome.Infeasible why) -> why;
      case Feasibility.Feasible feasible -> {
        FullDecoder decoder = new FullDecoder(compact);
        Candidate kept = Starts.kept(compact, feasible, decoder);
        yield new PlanOutcome.Planned(
            decoder.schedule(kept.order(), kept.device()), LowerBounds.best(compact));
      }
    };
  }

  private static PlanOutcome plan(
      CompactProblem compact, Feasibility.Feasible feasible, Budget budget, long begun) {
    FullDecoder decoder = new FullDecoder(compact);
    long limit = budget.timeLimit().toNanos();
    List<Candidate> starts =
        Starts.of(
            compact,
            feasible,
            decoder,
            budget.iterationsMax() == 0,
            () -> (double) (budget.nanoClock().getAsLong() - begun) / Math.max(1, limit));
    // A plan that runs waits for its successor: then the limit covers everything.
    boolean replanning = !compact.problem.homes().isEmpty();
    long since = replanning ? begun : budget.nanoClock().getAsLong();
    AnytimeSearch search = new AnytimeSearch(compact, starts, budget, since);
    Candidate best = search.run();
    decoder.decode(best.order(), best.device());
    if (decoder.cost().compareTo(starts.getFirst().cost()) > 0) {
      best = starts.getFirst();
    }
    Schedule schedule = decoder.schedule(best.order(), best.device());
    boolean optimum = search.proved() && compact.problem.homes().isEmpty();
    LowerBound bound =
        optimum
            ? new LowerBound(schedule.makespan(), LowerBound.Kind.PROVED)
            : LowerBounds.best(compact);
    return new PlanOutcome.Planned(schedule, bound);
  }
}
