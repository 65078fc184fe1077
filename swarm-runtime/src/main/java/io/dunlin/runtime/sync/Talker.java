package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what there is to say about ourselves: who we are, what we have, what we miss. */
final class Talker {
  /** Announcements sent at once. */
  private static final int ANNOUNCES_MAX = 32;

  /** Beacons without progress before they become rare. */
  private static final int FRUITLESS_MAX = 8;

  /** Beacons without progress before those to somebody just met become slower. */
  private static final int EAGER_MAX = 4;

  private final Replica replica;

  Talker(Replica replica) {
    this.replica = replica;
  }

  /** A beacon, or an announcement as long as nobody is known at the address. */
  void beacon(Path path, long nowNanos) {
    Peer peer = path.peer;
    long hash = peer == null ? 0 : replica.hash(peer);
    if (peer == null) {
      announce(path, true, nowNanos);
    } else {
      ByteWriter packet = replica.begin(Header.BEACON, peer.keptThere ? Header.KEEP : 0).u64(hash);
      replica.send(path, packet.toBytes(), false, nowNanos);
    }
    boolean equal = peer != null && peer.hashHeard && peer.lastHash == hash;
    // Who differs and is there is busy too, and heard.
    boolean there = nowNanos - path.heardNanos <= Timing.ALIVE_PERIODS * SyncSettings.QUIET_NANOS;
    boolean busy =
        peer != null
            && there
            && (path.beaconHash != hash || (!equal && peer.fruitless < FRUITLESS_MAX));
    // Somebody just met may be gone soon.
    boolean eager =
        busy && peer != null && peer.fruitless < EAGER_MAX && path.beacons++ < EAGER_MAX;
    long period = path.beaconPeriodNanos;
    path.beaconHash = hash;
    path.beaconDueNanos = nowNanos + replica.between(period - period / 10, period + period / 10);
    if (!eager) {
      long most = busy ? Math.min(Timing.BEACON_BUSY, path.quietNanos) : path.quietNanos;
      long times = equal ? Math.clamp(path.quietNanos / SyncSettings.QUIET_NANOS, 2, 8) : 2;
      path.beaconPeriodNanos = Math.min(times * period, most);
    }
  }

  /** Makes us known at an address; the dictionary follows when it is needed. */
  void announce(Path path, boolean ask, long nowNanos) {
    path.announcedNanos = nowNanos;
    announce(path, ask, 1, 1, nowNanos);
  }

  private void announce(Path path, boolean ask, int first, int end, long nowNanos) {
    int at = first;
    int packets = 0;
    do {
      int fitting = Announce.entriesMax(replica.bodyBytesMax(), at);
      var entries = new ArrayList<Incarnation>();
      while (at + entries.size() < end && entries.size() < fitting) {
        entries.add(replica.dictionary.get(at + entries.size()));
      }
      int lanes = replica.settings.lanes();
      ByteWriter packet =
          replica.begin(Header.ANNOUNCE, Announce.flag(lanes) | (ask ? Header.ASK : 0));
      new Announce(replica.self, lanes, at, entries).write(packet);
      replica.send(path, Check.seal(packet, null), false, nowNanos);
      at += entries.size();
      packets++;
    } while (at < end && packets < ANNOUNCES_MAX);
    if (path.peer != null) {
      path.peer.announced = Math.max(path.peer.announced, at);
    }
  }

  /** Answers a need: from the first index not known on. */
  void answer(Path path, int known, long nowNanos) {
    path.announcedNanos = nowNanos;
    int first = Math.clamp(known, 1, replica.dictionary.size());
    Peer peer = path.peer;
    int end = peer == null ? first : Math.max(first, peer.announced);
    announce(path, peer == null, first, end, nowNanos);
  }

  /**
   * Tells the peer the meaning of every index used so far, again where that may have got lost. To
   * be called before what uses them is sent.
   */
  void announceIndices(Peer peer, Path path, long nowNanos) {
    int size = replica.dictionary.size();
    boolean lost = peer.confirmed < peer.announced && nowNanos - peer.announcedNanos > Timing.RETRY;
    if (peer.announced < size || lost) {
      peer.announcedNanos = nowNanos;
      announce(path, false, lost ? peer.confirmed : peer.announced, size, nowNanos);
    }
  }

  /** Asks for an announcement. */
  void need(String address, int session, int known) {
    ByteWriter packet = replica.begin(Header.NEED, 0);
    new Need(session, known).write(packet);
    replica.sendTo(address, Check.seal(packet, null), false);
  }

  /** A summary, if there is still reason for one. */
  void summary(Peer peer, long nowNanos) {
    boolean open = peer.summaryOpen;
    peer.summaryOpen = false;
    peer.summaryDueNanos = Timing.NEVER;
    Path path = peer.best(nowNanos);
    if (path == null) {
      return;
    }
    if (open && peer.hashHeard && peer.lastHash == replica.hash(peer)) {
      peer.isEqual(replica.scope(peer));
      if (replica.offers(peer).isEmpty()) {
        return;
      }
    }
    boolean full = peer.wantsFull || !peer.complete;
    boolean pull = open && !full && !replica.asking.isOfOther(peer, nowNanos);
    if (full && isServedByOther(peer, nowNanos)) {
      peer.summaryBy(nowNanos + replica.between(Timing.QUIET, 4 * Timing.QUIET), open);
      return;
    }
    SortedMap<LogId, IntervalSet> stated =
        full ? everything(peer) : differences(peer, pull, nowNanos);
    if (stated.isEmpty() && !full) {
      if (!open || isExchanging(peer, nowNanos)) {
        return;
      }
      if (!pull) {
        peer.summaryBy(nowNanos + Timing.ASKED, true);
        return;
      }
      if (peer.puzzled) {
        // We asked for what we lack and nothing new came of it: what one of us remembers is wrong.
        peer.forgetKnown();
        full = true;
        pull = false;
        stated = everything(peer);
      }
      peer.puzzled = true;
    }
    send(peer, path, stated, new Manner(full, open, pull), nowNanos);
  }

  /** A full summary makes its reader send all we lack: one reader at a time. */
  private boolean isServedByOther(Peer peer, long nowNanos) {
    for (Peer other : replica.roster.peers()) {
      if (other != peer
          && other.repairedNanos != Long.MIN_VALUE
          && nowNanos - other.repairedNanos < 2 * Timing.QUIET) {
        return true;
      }
    }
    return false;
  }

  private static boolean isExchanging(Peer peer, long nowNanos) {
    return peer.exchangedNanos != Long.MIN_VALUE
        && nowNanos - peer.exchangedNanos < Timing.BEACON_BUSY;
  }

  private SortedMap<LogId, IntervalSet> everything(Peer peer) {
    var all = new TreeMap<LogId, IntervalSet>(replica.frontier.logs());
    for (LogId log : replica.inFlight.logs()) {
      all.put(log, replica.have(log));
    }
    Scope scope = replica.scope(peer);
    if (!scope.isAll()) {
      all.keySet().removeIf(log -> !scope.includes(log));
    }
    return all;
  }

  /**
   * Logs of which the peer, as far as we know, has something else than we, and those it gave us. A
   * log that another peer was told of just now is left for later: both would send what we lack. If
   * the peer may send all it knows us to lack, it must know what we got elsewhere.
   */
  private SortedMap<LogId, IntervalSet> differences(Peer peer, boolean pull, long nowNanos) {
    SortedMap<LogId, IntervalSet> candidates =
        peer.isEqualBut(replica.scope(peer)) ? new TreeMap<>() : everything(peer);
    for (LogId log : peer.differing().keySet()) {
      candidates.put(log, replica.have(log));
    }
    for (LogId log : replica.inFlight.logs()) {
      if (replica.scope(peer).includes(log)) {
        candidates.put(log, replica.have(log));
      }
    }
    for (LogId log : replica.offers(peer)) {
      candidates.put(log, replica.have(log));
    }
    var differing = new TreeMap<LogId, IntervalSet>();
    for (Map.Entry<LogId, IntervalSet> entry : candidates.entrySet()) {
      LogId log = entry.getKey();
      boolean fresh =
          replica.frontier.isChangedSince(log, peer.toldRevision)
              || !replica.inFlight.of(log).isEmpty();
      if ((pull && fresh) || peer.toTell.contains(log)) {
        differing.put(log, entry.getValue());
      } else if (!peer.known(log).equals(entry.getValue())) {
        if (log.origin().equals(replica.self.origin())) {
          differing.put(log, entry.getValue());
        } else if (replica.asking.isOfOther(log, peer, nowNanos)) {
          peer.summaryBy(nowNanos + Timing.ASKED, true);
        } else {
          boolean hasMore = !entry.getValue().containsAll(peer.known(log));
          if (hasMore || !replica.asking.isLastOf(log, peer)) {
            replica.asking.of(log, peer, nowNanos);
          }
          differing.put(log, entry.getValue());
        }
      }
    }
    return differing;
  }

  /** Asks again for what the peer has and we lack, a few times. */
  void retry(Peer peer, long nowNanos) {
    peer.retryDueNanos = Timing.NEVER;
    if (lacksFrom(peer)) {
      peer.summaryOpen = true;
      summary(peer, nowNanos);
    }
  }

  private boolean lacksFrom(Peer peer) {
    for (Map.Entry<LogId, IntervalSet> entry : peer.differing().entrySet()) {
      if (replica.wants(entry.getKey())
          && !replica.have(entry.getKey()).containsAll(entry.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** What a summary is to be: complete; to be answered; an invitation to send. */
  private record Manner(boolean full, boolean open, boolean pull) {}

  private void send(
      Peer peer, Path path, SortedMap<LogId, IntervalSet> stated, Manner manner, long nowNanos) {
    var references = new TreeMap<LogId, Integer>();
    boolean nameable = true;
    for (Map.Entry<LogId, IntervalSet> entry : stated.entrySet()) {
      int reference = replica.dictionary.reference(entry.getKey(), !entry.getValue().isEmpty());
      if (reference == OwnDictionary.NONE) {
        nameable = false;
      } else {
        references.put(entry.getKey(), reference);
      }
    }
    boolean reallyFull = manner.full() && nameable;
    var writer =
        new SummaryWriter(replica.bodyBytesMax(), peer.dictionary.contiguous(), reallyFull);
    references.forEach((log, reference) ->
        writer.add(
            reference,
            stated.getOrDefault(log, IntervalSet.empty()),
            !reallyFull && replica.asking.isOfOther(log, peer, nowNanos)));
    announceIndices(peer, path, nowNanos);
    if (manner.pull()) {
      replica.asking.of(peer, nowNanos);
    }
    if (manner.pull() || reallyFull) {
      peer.toldRevision = replica.frontier.revision();
    }
    for (SummaryWriter.Body body : writer.finish()) {
      int flags = manner.open() ? Header.OPEN : 0;
      if (reallyFull) {
        flags |= Header.FULL | (body.last() ? Header.END : 0);
      } else if (manner.pull() && body.last()) {
        flags |= Header.PULL;
      }
      ByteWriter packet = replica.begin(Header.SUMMARY, flags).raw(body.bytes());
      replica.send(path, Check.seal(packet, replica.self), false, nowNanos);
    }
    peer.summarySentNanos = nowNanos;
    peer.wantsFull = false;
    peer.toTell.clear();
    if (peer.retriesLeft > 0 && lacksFrom(peer)) {
      int tries = Peer.RETRIES_MAX - peer.retriesLeft--;
      long period = Timing.RETRY * (2 + tries) / 2;
      peer.retryDueNanos = nowNanos + replica.between(period, 2 * period);
    }
  }

  /** Asks for the chunks still missing of large entries. */
  void want(Peer peer, long nowNanos) {
    peer.wantDueNanos = Timing.NEVER;
    Path path = peer.best(nowNanos);
    if (path == null || peer.reassembly.isEmpty() || peer.wantsLeft == 0) {
      return;
    }
    peer.wantsLeft--;
    peer.wantDueNanos = nowNanos + Timing.WANT_GAP;
    var bodies = new ArrayList<ByteWriter>();
    for (Reassembly.Missing missing : peer.reassembly.missing()) {
      if (replica.have(missing.dot())) {
        peer.reassembly.forget(missing.dot());
        continue;
      }
      int reference = replica.dictionary.reference(missing.dot().log(), false);
      if (reference != OwnDictionary.NONE) {
        var body = new ByteWriter();
        new Want(missing.dot(), missing.chunkBytes(), missing.chunks())
            .write(body, reference, replica.bodyBytesMax());
        bodies.add(body);
      }
    }
    announceIndices(peer, path, nowNanos);
    for (ByteWriter body : bodies) {
      ByteWriter packet = replica.begin(Header.WANT, 0).raw(body.toBytes());
      replica.send(path, Check.seal(packet, replica.self), false, nowNanos);
    }
  }

  /** Asks the peer to leave out pushes that come as duplicates. */
  void prune(Peer peer, long nowNanos) {
    Path path = peer.best(nowNanos);
    List<Integer> indices = List.copyOf(peer.toPrune);
    peer.toPrune.clear();
    if (path == null || indices.isEmpty()) {
      return;
    }
    announceIndices(peer, path, nowNanos);
    ByteWriter packet = replica.begin(Header.PRUNE, 0);
    for (int index : indices) {
      if (packet.size() + SummaryWriter.size(index) + Check.BYTES
          <= replica.settings.packetBytesMax()) {
        packet.varint(index);
      }
    }
    replica.send(path, Check.seal(packet, replica.self), false, nowNanos);
  }
}
