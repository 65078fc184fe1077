package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.runtime.state.StateView;
import java.util.SortedMap;
import java.util.SortedSet;

/** What the coordinator machine is told. */
public sealed interface MissionInput {

  /**
   * Time passes; at least once a second, and once before anything else.
   *
   * @param utcMillis the host's best idea of UTC
   * @param anchored whether that idea rests on a clock anchor; without one a mission's window is
   *     not waited for
   */
  record Tick(long utcMillis, boolean anchored) implements MissionInput {}

  /**
   * SwarmState or the set of reachable devices changed.
   *
   * @param reachable who can be reached now by any path; with or without this device
   * @param heardNanos when this process last heard of each device, on the clock of {@code
   *     nowNanos}; a device that it never heard counts as silent since it was first missed
   */
  record StateChanged(
      StateView view, SortedSet<ReplicaId> reachable, SortedMap<ReplicaId, Long> heardNanos)
      implements MissionInput {}

  /** The planner answered {@link MissionEffect.Solve} with this token. */
  record Planned(long token, PlanOutcome outcome) implements MissionInput {}
}
