package io.dunlin.planner.list;

import java.util.List;

/** All list schedulers, in the order in which the portfolio tries them. */
public final class ListSchedulers {
  private ListSchedulers() {}

  public static List<ListScheduler> all() {
    return List.of(new HeterogeneousEarliestFinish());
  }
}
