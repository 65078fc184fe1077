package io.dunlin.runtime.sync;

import org.jspecify.annotations.Nullable;

/**
 * Has neighbours keep what we write, so that with ours there are as many copies as are asked for.
 * Which ones, a hash of both says (rendezvous hashing, Thaler and Ravishankar 1998), so that the
 * load is even and a restart asks the same ones; one that falls silent is replaced. A neighbour
 * that wants everything is none of them: it takes ours anyway, and may be gone soon.
 *
 * <p>What is acknowledged here is here: copies are more, and come later. Without neighbours there
 * are none. Cost O(peers).
 */
final class Keepers {
  private final Replica replica;

  Keepers(Replica replica) {
    this.replica = replica;
  }

  void choose(long nowNanos) {
    int missing = replica.settings.copies() - 1;
    if (missing <= 0) {
      return;
    }
    for (Peer peer : replica.roster.peers()) {
      if (peer.keptThere && !isEligible(peer, nowNanos)) {
        ask(peer, false, nowNanos);
      }
      missing -= peer.keptThere ? 1 : 0;
    }
    for (; missing > 0; missing--) {
      Peer next = next(nowNanos);
      if (next == null) {
        return;
      }
      ask(next, true, nowNanos);
    }
  }

  private static boolean isEligible(Peer peer, long nowNanos) {
    return peer.lanes != SyncSettings.ALL_LANES && peer.best(nowNanos) != null;
  }

  private @Nullable Peer next(long nowNanos) {
    Peer best = null;
    for (Peer peer : replica.roster.peers()) {
      if (!peer.keptThere
          && isEligible(peer, nowNanos)
          && (best == null || weight(peer) > weight(best))) {
        best = peer;
      }
    }
    return best;
  }

  private long weight(Peer peer) {
    long ours = replica.self.origin().low();
    return Frontier.mix(Frontier.mix(ours) ^ peer.incarnation.origin().low());
  }

  private void ask(Peer peer, boolean keep, long nowNanos) {
    peer.keptThere = keep;
    for (Path path : peer.paths.values()) {
      path.beaconBy(nowNanos, Timing.BEACON_FIRST);
    }
  }
}
