package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.LogId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is expected to send what we lack, so that several who could do not all send it. An
 * expectation ends when the peer says that it is done, or {@link Timing#ASKED} after it last
 * answered, and then it is another's turn. At most {@link Flight#RUNS_MAX} logs.
 */
final class Asking {
  private record Asked(ReplicaId peer, long untilNanos) {}

  private final Map<LogId, Asked> byLog = new HashMap<>();

  /** Until when a peer is expected to send anything at all. */
  private final Map<ReplicaId, Long> byPeer = new TreeMap<>();

  private @Nullable Asked forAll;

  /** Is somebody else expected to send what we lack of this log? */
  boolean isOfOther(LogId log, Peer peer, long nowNanos) {
    return isOfOther(byLog.get(log), peer, nowNanos) || isOfOther(forAll, peer, nowNanos);
  }

  /** Is somebody else expected to send anything? */
  boolean isOfOther(Peer peer, long nowNanos) {
    for (Map.Entry<ReplicaId, Long> entry : byPeer.entrySet()) {
      if (!entry.getKey().equals(id(peer)) && entry.getValue() - nowNanos > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean isOfOther(@Nullable Asked asked, Peer peer, long nowNanos) {
    return asked != null
        && !asked.peer().equals(id(peer))
        && asked.untilNanos() - nowNanos > 0
        && byPeer.getOrDefault(asked.peer(), nowNanos) - nowNanos > 0;
  }

  /** Was this peer the last one to be asked for this log? */
  boolean isLastOf(LogId log, Peer peer) {
    Asked asked = byLog.get(log);
    return asked != null && asked.peer().equals(id(peer));
  }

  /** The peer is expected to send what we lack of this log. */
  void of(LogId log, Peer peer, long nowNanos) {
    if (byLog.size() >= Flight.RUNS_MAX) {
      byLog.values().removeIf(before -> before.untilNanos() - nowNanos <= 0);
    }
    if (byLog.size() < Flight.RUNS_MAX) {
      byLog.put(log, asked(peer, nowNanos));
    }
  }

  /** The peer is expected to send all it knows us to lack. */
  void of(Peer peer, long nowNanos) {
    forAll = asked(peer, nowNanos);
  }

  private Asked asked(Peer peer, long nowNanos) {
    byPeer.put(id(peer), nowNanos + Timing.ASKED);
    return new Asked(id(peer), nowNanos + Timing.ASKED);
  }

  /** The peer is expected to send nothing more. */
  void done(Peer peer) {
    byPeer.remove(id(peer));
  }

  private static ReplicaId id(Peer peer) {
    return peer.incarnation.origin();
  }
}
