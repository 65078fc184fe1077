package io.dunlin.planner.search;

/**
 * A walk over schedules, one change at a time. Belongs to one thread; everything random comes from
 * its own seed.
 */
sealed interface LocalSearch permits ReinsertionSearch, EstimateSearch, MoveSearch {
  /** Walks on from here. */
  void load(int[] order, int[] device);

  /**
   * Tries one change. At temperature t, in seconds, a change that costs t more is taken one time in
   * e.
   */
  void step(double temperature);

  /** Once in a while: what costs as much as many steps and keeps the walk fresh. */
  void refresh();

  /** The cheapest schedule since {@link #forget}, or the one loaded last. */
  Candidate best();

  /**
   * The cost of the cheapest in seconds, lateness weighed in: what temperatures are relative to.
   */
  double bestSeconds();

  /** Forgets the cheapest. */
  void forget();
}
