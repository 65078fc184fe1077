package io.dunlin.planner.list;

import java.util.List;

/**
 * All list schedulers, in the order in which the portfolio tries them: what helps most for its cost
 * first.
 */
public final class ListSchedulers {
  private ListSchedulers() {}

  public static List<ListScheduler> all() {
    return List.of(
        new HeterogeneousEarliestFinish(),
        HeterogeneousEarliestFinish.likeSaga(),
        SufferageEarliestFinish.likeSaga(),
        new LookaheadEarliestFinish(),
        new OptimisticTailRank(),
        new MinMin(),
        new PredictEarliestFinish(),
        new CriticalPathOnProcessor(),
        new DynamicLevel(),
        new Sufferage(),
        new SufferageEarliestFinish(),
        new MinimumCompletion(),
        new MaxMin(),
        new EarliestTaskFirst());
  }
}
