package io.dunlin.planner;

/** What planning came to. */
public sealed interface PlanOutcome {

  /** A schedule that meets every hard constraint, and how good any schedule could be at best. */
  record Planned(Schedule schedule, LowerBound bound) implements PlanOutcome {}

  /**
   * No device assignment meets the hard constraints.
   *
   * @param task one task that cannot be placed
   * @param constraint the kind that binds: needs, cores, memory, pinned, forbidden, times,
   *     together, apart, link, or placement when only several of them at once do
   * @param explanation a sentence for people, naming values and devices
   */
  record Infeasible(String task, String constraint, String explanation) implements PlanOutcome {}
}
