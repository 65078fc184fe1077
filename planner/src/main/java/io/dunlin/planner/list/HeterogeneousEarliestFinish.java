package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * HEFT: tasks by upward rank of mean times, each to the device where it ends first, gaps included.
 * Cost O(e · m) with m devices. Topcuoglu, Hariri, Wu, "Performance-effective and low-complexity
 * task scheduling for heterogeneous computing", IEEE TPDS 13(3), 2002.
 */
public final class HeterogeneousEarliestFinish implements ListScheduler {
  private final Averages.Pairs pairs;

  public HeterogeneousEarliestFinish() {
    this(Averages.Pairs.DISTINCT);
  }

  private HeterogeneousEarliestFinish(Averages.Pairs pairs) {
    this.pairs = pairs;
  }

  /** With the means of SAGA (github.com/ANRGUSC/saga), to compare with published figures. */
  public static HeterogeneousEarliestFinish likeSaga() {
    return new HeterogeneousEarliestFinish(Averages.Pairs.WITH_SELF);
  }

  @Override
  public String name() {
    return pairs == Averages.Pairs.DISTINCT ? "HEFT" : "HEFT-SAGA";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    PartialSchedule partial = new PartialSchedule(problem);
    return ByRank.schedule(
        partial, new Averages(problem, pairs).upwardRank(), partial::earliestEndDevice);
  }
}
