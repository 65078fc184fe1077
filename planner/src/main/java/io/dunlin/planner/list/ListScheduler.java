package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/** One pass, one schedule. Ties are broken by task and device number; there is no randomness. */
public interface ListScheduler {
  /** A short name for reports: {@code HEFT}. */
  String name();

  /** Null when the rule ran into a dead end that only looking back would avoid. */
  @Nullable ListSchedule schedule(CompactProblem problem);
}
