package io.dunlin.planner;

/** Decides which device runs which task when. */
public interface Planner {
  /**
   * Plans within the budget. Never throws for a problem that was built; a problem that cannot be
   * placed is an {@link PlanOutcome.Infeasible} that names what binds.
   */
  PlanOutcome plan(Problem problem, Budget budget);
}
