package io.dunlin.gateway.web;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.membership.Presence;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.sync.PeerView;
import io.dunlin.runtime.sync.SyncCounters;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The gateway's node at one moment; immutable.
 *
 * @param digest of the gateway's replica, 64 hex digits: equal replicas have equal digests
 * @param nowNanos the moment, by the clock that {@code lastHeardNanos} counts on
 * @param utcMillis the same moment in UTC, as far as it is known
 * @param island who is connected to the gateway now, itself included
 */
public record Snapshot(
    ReplicaId self,
    StateView view,
    String digest,
    long nowNanos,
    long utcMillis,
    List<PeerView> peers,
    List<Presence> presences,
    SortedSet<ReplicaId> island,
    SyncCounters counters) {

  public Snapshot {
    peers = List.copyOf(peers);
    presences = List.copyOf(presences);
    island = Collections.unmodifiableSortedSet(new TreeSet<>(island));
  }

  /** What must differ for a change to be worth a push: everything but times and byte counters. */
  Object essence() {
    record Standing(ReplicaId id, Object state, Object more) {}
    List<Standing> standings = new java.util.ArrayList<>();
    for (PeerView peer : peers) {
      standings.add(new Standing(peer.peer(), peer.equal(), peer.entriesLeft()));
    }
    for (Presence presence : presences) {
      standings.add(new Standing(presence.peer(), presence.state(), presence.wakeNanos()));
    }
    return List.of(view.revision(), digest, island, standings);
  }
}
