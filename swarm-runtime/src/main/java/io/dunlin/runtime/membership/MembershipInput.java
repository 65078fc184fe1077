package io.dunlin.runtime.membership;

import io.dunlin.crdt.ReplicaId;
import java.util.Set;
import java.util.SortedMap;

/** What can happen to {@link MembershipMachine}. */
public sealed interface MembershipInput {

  /** Time passed; once a second is plenty. */
  record Tick() implements MembershipInput {}

  /** A whole packet of this replica came from this address. */
  record Heard(ReplicaId peer, String address) implements MembershipInput {}

  /** SwarmState names this member, heard or not. Repeats do no harm. */
  record Known(ReplicaId peer) implements MembershipInput {}

  /**
   * The member said it will be silent until then, by our monotonic time; its silence is no loss.
   */
  record Sleeps(ReplicaId peer, long wakeNanos) implements MembershipInput {}

  /**
   * The links as they stand.
   *
   * @param live replicas that our own probes reach now
   * @param rows for each other replica those its published row shows as up
   */
  record Links(Set<ReplicaId> live, SortedMap<ReplicaId, Set<ReplicaId>> rows)
      implements MembershipInput {}
}
