package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.LogId;

/**
 * The logs that two replicas keep equal: in lanes that both want, all; in lanes that one wants, and
 * in all if it keeps them for the other, those the other writes. Both sides come to the same answer
 * once they heard each other, so their hashes can be compared.
 *
 * @param ours lanes we want, a bit each
 * @param keptHere whether we keep what the peer writes
 * @param theirs lanes the peer wants
 * @param keptThere whether it keeps what we write
 */
record Scope(
    ReplicaId self, int ours, boolean keptHere, ReplicaId peer, int theirs, boolean keptThere) {

  boolean isAll() {
    return (ours & theirs) == SyncSettings.ALL_LANES;
  }

  boolean includes(LogId log) {
    int lane = log.lane();
    return isShared(lane)
        || (isGiven(lane) && log.origin().equals(self))
        || (isTaken(lane) && log.origin().equals(peer));
  }

  /** Do both want all of this lane? */
  boolean isShared(int lane) {
    return (ours & theirs & 1 << lane) != 0;
  }

  /** Is what we write in this lane to be there? */
  boolean isGiven(int lane) {
    return keptThere || (theirs & 1 << lane) != 0;
  }

  /** Is what the peer writes in this lane to be here? */
  boolean isTaken(int lane) {
    return keptHere || (ours & 1 << lane) != 0;
  }
}
