package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import java.util.SortedMap;

/** The device's part of its uploads: takes receipts in, and knows gateways again. */
final class Uploads {
  private final Replica replica;

  Uploads(Replica replica) {
    this.replica = replica;
  }

  /** A process of somebody: if it gave receipts before, it is a gateway still. */
  void met(Peer peer, long nowNanos) {
    peer.upload = replica.uploads.get(peer.incarnation.origin());
    if (peer.upload != null) {
      peer.upload.met(nowNanos);
    }
  }

  /** Takes a receipt in; false if it was overtaken. */
  boolean receipt(Peer peer, Receipt receipt, long nowNanos) {
    Upload upload = replica.uploads.computeIfAbsent(peer.incarnation.origin(), _ -> new Upload());
    if (peer.upload == null) {
      peer.upload = upload;
    }
    Custody custody = upload.custody;
    if (receipt.verifier().epoch() != peer.incarnation.epoch()
        || custody.isOld(receipt.verifier())) {
      return false;
    }
    SortedMap<LogId, IntervalSet> lost = custody.heard(receipt.verifier());
    if (!lost.isEmpty()) {
      upload.uncommitted.clear();
      lost.forEach((log, places) -> again(peer, log, places));
      peer.pushBy(nowNanos + replica.between(Timing.RETRY, 2 * Timing.RETRY));
    }
    boolean progress = false;
    for (Statement statement : receipt.statements()) {
      LogId log = statement.log();
      IntervalSet ours = statement.present().intersect(replica.frontier.of(log));
      if (receipt.committed()) {
        progress |= !custody.committed(receipt.verifier(), receipt.number(), log, ours).isEmpty();
        upload.uncommitted.landed(log, custody.safe(log));
      } else {
        custody.received(receipt.number(), log, statement.range(), ours);
        long cutoff = nowNanos - Timing.FLIGHT;
        upload.uncommitted.lost(log, statement.range(), statement.present(), cutoff);
      }
    }
    upload.answered(progress, nowNanos);
    return true;
  }

  /**
   * What was received under a verifier that is no more is sent again, unless a statement says that
   * it outlived the change.
   */
  private void again(Peer peer, LogId log, IntervalSet places) {
    peer.know(log, peer.known(log).minus(places));
    peer.backlog.plus(log, places.intersect(replica.frontier.of(log)));
    peer.repairing = true;
  }
}
