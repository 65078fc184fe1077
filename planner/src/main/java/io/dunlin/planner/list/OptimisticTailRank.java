package io.dunlin.planner.list;

import io.dunlin.planner.bound.RestTable;
import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * Tasks by the least time from their start to the end of all, over real links and any choice of
 * devices; each to where it ends first. The table is that of PEFT with links in place of means.
 * Cost O(e · m²).
 */
public final class OptimisticTailRank implements ListScheduler {
  @Override
  public String name() {
    return "OCT-tail";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    PartialSchedule partial = new PartialSchedule(problem);
    return ByRank.schedule(
        partial, new RestTable(problem).leastWithRun(problem), partial::earliestEndDevice);
  }
}
