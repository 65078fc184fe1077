package io.dunlin.runtime.node;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.runtime.membership.Presence;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.sync.PeerView;
import io.dunlin.runtime.sync.SyncCounters;
import java.util.List;
import java.util.SortedSet;

/**
 * A device at one moment, for people and metrics; immutable.
 *
 * @param epoch under which this device writes now
 * @param digest SHA-256 of the canonical SwarmState and the seen intervals, 64 hex digits: equal
 *     replicas have equal digests
 * @param nowNanos the moment, by the clock that {@code lastHeardNanos} counts on
 * @param island who is connected to this device now, itself included
 * @param observationsRefused samples the journal did not take
 */
public record NodePicture(
    StateView view,
    long epoch,
    Knowledge knowledge,
    String digest,
    long nowNanos,
    long utcMillis,
    List<PeerView> peers,
    SyncCounters counters,
    List<Presence> presences,
    SortedSet<ReplicaId> island,
    List<LinkMeasure> row,
    long observationsRefused) {}
