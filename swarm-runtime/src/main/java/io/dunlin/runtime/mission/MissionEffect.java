package io.dunlin.runtime.mission;

import io.dunlin.planner.Problem;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.step.Event;
import java.time.Duration;

/** What the coordinator machine wants done, in this order. */
public sealed interface MissionEffect {

  /**
   * Plan this, away from the machine's thread. Answered by one {@link MissionInput.Planned} with
   * the same token; an answer that never comes is given up after a minute.
   *
   * @param timeLimit for the search
   * @param seed for its random choices
   */
  record Solve(long token, Problem problem, Duration timeLimit, long seed)
      implements MissionEffect {}

  /** Write to SwarmState. */
  record Write(Put put) implements MissionEffect {}

  record Report(Event event) implements MissionEffect {}
}
