package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The gateway's part of an upload: says what it received and what is committed here, each as
 * interval sets under the verifier of this process. Silent until the store behind it was heard of.
 */
final class Custodian {
  /** Between two receipts to one peer that did not ask. */
  private static final long GAP = 100_000_000;

  /** Between two receipts to one peer that asks for a commit. */
  private static final long GAP_ASKED = 10_000_000;

  /** What one peer gave us and was told of it. At most {@link Peer#LOGS_MAX} logs. */
  static final class Account {
    final TreeSet<LogId> given = new TreeSet<>();
    final TreeSet<LogId> fresh = new TreeSet<>();
    final TreeSet<LogId> open = new TreeSet<>();
    final TreeMap<LogId, IntervalSet> told = new TreeMap<>();
    long dueNanos = Timing.NEVER;
    long sentNanos = Long.MIN_VALUE;
    boolean verifierTold;
  }

  private final Replica replica;
  private final Talker talker;
  private long storageErrors;
  private long number;
  private Knowledge held = Knowledge.empty();

  Custodian(Replica replica, Talker talker) {
    this.replica = replica;
    this.talker = talker;
  }

  boolean isOn() {
    return replica.isGateway;
  }

  /**
   * The store holds these for good; what was received and not stored may have been lost so often.
   */
  void stored(long errors, Knowledge stored, long nowNanos) {
    boolean changed = !replica.isGateway || errors != storageErrors;
    if (replica.isGateway && errors != storageErrors) {
      // What the journal was given may be lost: it counts as never received.
      replica.inFlight.clear();
      replica.mending.clear();
    }
    replica.isGateway = true;
    storageErrors = errors;
    held = stored;
    for (Peer peer : replica.roster.peers()) {
      Account account = peer.account;
      if (changed) {
        met(peer, nowNanos);
      } else if (account.open.stream()
          .anyMatch(log -> !committed(log).equals(told(account, log)))) {
        due(account, nowNanos, GAP_ASKED);
      }
    }
  }

  /** Somebody whose process we did not know, or to whom all must be said anew. */
  void met(Peer peer, long nowNanos) {
    if (replica.isGateway) {
      peer.account.verifierTold = false;
      ask(peer, nowNanos);
    }
  }

  /** A peer gave us entries. */
  void given(Peer peer, List<LogEntry> entries, long nowNanos) {
    LogId before = null;
    for (LogEntry entry : entries) {
      LogId log = entry.dot().log();
      if (!log.equals(before)) {
        given(peer, log, nowNanos);
        before = log;
      }
    }
  }

  /** A peer gave us an entry of this log, or a part of one. */
  void given(Peer peer, LogId log, long nowNanos) {
    Account account = peer.account;
    if (replica.isGateway
        && (account.given.size() < Peer.LOGS_MAX || account.given.contains(log))) {
      account.given.add(log);
      account.fresh.add(log);
      account.open.add(log);
      due(account, nowNanos, GAP);
    }
  }

  /**
   * Something of this log was not received after all: who wrote it may have been told otherwise.
   */
  void refused(LogId log, long nowNanos) {
    for (Peer peer : replica.roster.peers()) {
      if (peer.account.given.contains(log)) {
        given(peer, log, nowNanos);
      }
    }
  }

  /** A peer wants what it wrote, now and before, to be made durable, and to hear of it. */
  void commit(Peer peer, long nowNanos) {
    if (replica.isGateway) {
      replica.effect(new SyncEffect.Commit());
      ask(peer, nowNanos);
    }
  }

  private void ask(Peer peer, long nowNanos) {
    Account account = peer.account;
    for (LogId log : replica.frontier.logs().keySet()) {
      boolean concerns = log.origin().equals(peer.incarnation.origin());
      if (concerns && account.given.size() < Peer.LOGS_MAX) {
        account.given.add(log);
      }
    }
    account.fresh.addAll(account.given);
    account.open.addAll(account.given);
    account.told.clear();
    due(account, nowNanos, GAP_ASKED);
  }

  private static void due(Account account, long nowNanos, long gap) {
    long at =
        account.sentNanos == Long.MIN_VALUE
            ? nowNanos
            : Math.max(nowNanos, account.sentNanos + gap);
    account.dueNanos = Math.min(account.dueNanos, at);
  }

  private static IntervalSet told(Account account, LogId log) {
    return account.told.getOrDefault(log, IntervalSet.empty());
  }

  /** SwarmState is kept by the journal, everything else by the store. */
  private IntervalSet committed(LogId log) {
    IntervalSet durable = replica.frontier.of(log);
    return log.lane() == Lane.STATE.number() ? durable : durable.intersect(held.of(log));
  }

  /** Says what there is to say to a peer. */
  void receipts(Peer peer, long nowNanos) {
    Account account = peer.account;
    account.dueNanos = Timing.NEVER;
    Path path = peer.best(nowNanos);
    if (path == null || !replica.isGateway) {
      return;
    }
    var received = new TreeMap<LogId, IntervalSet>();
    account.fresh.forEach(log -> received.put(log, replica.have(log)));
    var committed = new TreeMap<LogId, IntervalSet>();
    for (LogId log : account.open) {
      IntervalSet places = committed(log);
      if (!places.equals(told(account, log))) {
        committed.put(log, places);
      }
    }
    if (!received.isEmpty() || !account.verifierTold) {
      send(peer, path, received, 0, nowNanos);
    }
    if (!committed.isEmpty()) {
      send(peer, path, committed, Header.COMMITTED, nowNanos);
    }
    account.sentNanos = nowNanos;
    account.verifierTold = true;
    account.fresh.clear();
    account.told.putAll(committed);
    account.open.removeIf(log -> told(account, log).containsAll(replica.have(log)));
    account.told.keySet().retainAll(account.open);
  }

  private void send(
      Peer peer, Path path, Map<LogId, IntervalSet> stated, int flags, long nowNanos) {
    int room = replica.bodyBytesMax() - Receipt.HEAD_BYTES_MAX;
    var writer = new SummaryWriter(room, peer.dictionary.contiguous(), false);
    for (Map.Entry<LogId, IntervalSet> each : stated.entrySet()) {
      int reference = replica.dictionary.reference(each.getKey(), !each.getValue().isEmpty());
      if (reference != OwnDictionary.NONE) {
        writer.add(reference, each.getValue());
      }
    }
    talker.announceIndices(peer, path, nowNanos);
    List<SummaryWriter.Body> bodies = writer.finish();
    for (SummaryWriter.Body body : bodies) {
      send(path, flags, body.bytes(), nowNanos);
    }
    if (bodies.isEmpty()) {
      byte[] nothing = new ByteWriter().varint(peer.dictionary.contiguous()).toBytes();
      send(path, flags, nothing, nowNanos);
    }
  }

  private void send(Path path, int flags, byte[] body, long nowNanos) {
    ByteWriter packet = replica.begin(Header.RECEIPT, flags);
    Receipt.begin(packet, new Verifier(replica.self.epoch(), storageErrors), ++number);
    replica.send(path, Check.seal(packet.raw(body), replica.self), false, nowNanos);
  }
}
