package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.LogId;

/**
 * The logs that two replicas keep equal: in lanes that both want, all; in lanes that one wants,
 * those the other writes. Both sides come to the same answer, so their hashes can be compared.
 *
 * @param ours lanes we want, a bit each
 * @param theirs lanes the peer wants
 */
record Scope(ReplicaId self, int ours, ReplicaId peer, int theirs) {

  boolean isAll() {
    return (ours & theirs) == SyncSettings.ALL_LANES;
  }

  boolean includes(LogId log) {
    int lane = 1 << log.lane();
    return (ours & theirs & lane) != 0
        || ((theirs & lane) != 0 && log.origin().equals(self))
        || ((ours & lane) != 0 && log.origin().equals(peer));
  }
}
