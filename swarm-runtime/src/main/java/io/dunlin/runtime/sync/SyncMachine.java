package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.step.Machine;
import io.dunlin.runtime.sync.SyncInput.Durable;
import io.dunlin.runtime.sync.SyncInput.LinkRate;
import io.dunlin.runtime.sync.SyncInput.PacketReceived;
import io.dunlin.runtime.sync.SyncInput.PeerConfigured;
import io.dunlin.runtime.sync.SyncInput.PeerGone;
import io.dunlin.runtime.sync.SyncInput.Refused;
import io.dunlin.runtime.sync.SyncInput.Stored;
import io.dunlin.runtime.sync.SyncInput.Tick;
import io.dunlin.runtime.sync.SyncInput.UploadAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Keeps this replica and its neighbours equal.
 *
 * <p>Equal neighbours exchange beacons of 16 bytes, rarely. Where the hashes differ, a summary says
 * what we have, the neighbour sends what we lack and says what it has. Fresh entries are pushed at
 * once to neighbours that are not known to have them. Nothing is acknowledged one by one: the next
 * summary shows the holes, and only these are sent again.
 *
 * <p>A step costs O(peers) and what the packet asks for. Memory is bounded by the constants of
 * {@link Roster}, {@link Peer}, {@link Flight}, {@link Intake} and {@link Reassembly}: some 12 MB
 * if strangers fill everything.
 */
public final class SyncMachine implements Machine<SyncInput, SyncEffect> {
  private final Replica replica;
  private final Talker talker;
  private final Pump pump;
  private final Listener listener;
  private final Custodian custodian;
  private final Keepers keepers;

  /**
   * @param seen what the journal holds and held, as recovered
   * @param random forked for this machine alone
   */
  public SyncMachine(
      SyncSettings settings, Knowledge seen, EntrySource source, SplittableRandom random) {
    this.replica = new Replica(settings, seen, source, random);
    this.talker = new Talker(replica);
    this.pump = new Pump(replica, talker);
    this.custodian = new Custodian(replica, talker);
    this.keepers = new Keepers(replica);
    this.listener = new Listener(replica, talker, pump, custodian);
  }

  @Override
  public List<SyncEffect> step(SyncInput input, long nowNanos) {
    switch (input) {
      case Tick _ -> expire(nowNanos);
      case PacketReceived(String address, byte[] packet) ->
          listener.packet(address, packet, nowNanos);
      case Durable(List<LogEntry> entries) -> durable(entries, nowNanos);
      case Refused(List<LogEntry> entries) -> refused(entries, nowNanos);
      case LinkRate(String address, long bytesPerSecond) -> {
        Path path = replica.roster.path(address);
        if (path != null) {
          path.pacer.carries(bytesPerSecond);
        }
      }
      case PeerConfigured(String address, int cost) -> configured(address, cost, nowNanos);
      case Stored(long errors, Knowledge held) -> custodian.stored(errors, held, nowNanos);
      case UploadAllowed(UploadPolicy policy) -> allowed(policy, nowNanos);
      case PeerGone(String address) -> replica.roster.removePath(address);
    }
    work(nowNanos);
    return replica.takeEffects();
  }

  private void configured(String address, int cost, long nowNanos) {
    Path path = replica.roster.meetPath(address, cost, nowNanos);
    if (path == null) {
      replica.report(Reports.FULL, "sync.full", nowNanos, "address", address);
    } else {
      path.cost = cost;
      path.configured = true;
    }
  }

  private void allowed(UploadPolicy policy, long nowNanos) {
    replica.policy = policy;
    for (Peer peer : replica.roster.peers()) {
      if (peer.upload != null) {
        peer.pushBy(nowNanos);
      }
    }
  }

  private void durable(List<LogEntry> entries, long nowNanos) {
    for (Map.Entry<LogId, IntervalSet> entry : places(entries).entrySet()) {
      durable(entry.getKey(), entry.getValue(), nowNanos);
    }
  }

  /** The dots of entries, gathered run by run: cheap where they come in order. */
  private static SortedMap<LogId, IntervalSet> places(List<LogEntry> entries) {
    var places = new TreeMap<LogId, IntervalSet>();
    for (int i = 0; i < entries.size(); ) {
      Dot first = entries.get(i).dot();
      long last = first.seq();
      for (i++; i < entries.size(); i++, last++) {
        Dot next = entries.get(i).dot();
        if (next.seq() != last + 1 || !next.log().equals(first.log())) {
          break;
        }
      }
      places.merge(first.log(), IntervalSet.of(first.seq(), last), IntervalSet::union);
    }
    return places;
  }

  private void refused(List<LogEntry> entries, long nowNanos) {
    places(entries)
        .forEach((log, places) -> {
          replica.inFlight.landed(log, places);
          replica.mending.landed(log, places);
          custodian.refused(log, nowNanos);
        });
  }

  private void durable(LogId log, IntervalSet places, long nowNanos) {
    IntervalSet fresh = places.minus(replica.frontier.of(log));
    if (fresh.isEmpty()) {
      return;
    }
    replica.frontier.add(log, fresh);
    replica.inFlight.landed(log, replica.frontier.of(log));
    IntervalSet pushed = fresh.minus(replica.mending.of(log));
    replica.mending.landed(log, replica.frontier.of(log));
    boolean own = Incarnation.of(log).equals(replica.self);
    if (!own) {
      for (IntervalSet.Run run : fresh.runs()) {
        replica.young.add(log, run.first(), run.last(), 0, nowNanos);
      }
    }
    for (Peer peer : replica.roster.peers()) {
      push(peer, log, pushed, own, nowNanos);
    }
    for (Path path : replica.roster.paths()) {
      boolean waits = path.heard && !path.isAlive(nowNanos);
      if (!waits && (path.peer == null || replica.gives(path.peer, log))) {
        path.beaconBy(
            nowNanos + replica.between(Timing.BEACON_BUSY / 2, Timing.BEACON_BUSY),
            Timing.BEACON_BUSY);
      }
    }
  }

  private void push(Peer peer, LogId log, IntervalSet fresh, boolean own, long nowNanos) {
    boolean urgent = log.lane() == Lane.URGENT.number();
    boolean unwanted = !own && !urgent && !peer.isRelayed(Incarnation.of(log));
    IntervalSet lacking = fresh.minus(peer.known(log)).minus(peer.unconfirmed.of(log));
    if (unwanted || !replica.gives(peer, log) || lacking.isEmpty() || peer.best(nowNanos) == null) {
      return;
    }
    peer.backlog.plus(log, lacking);
    if (urgent) {
      peer.pushBy(nowNanos);
    } else {
      peer.pushBy(
          nowNanos
              + (own
                  ? replica.between(Timing.PUSH_LEAST, Timing.PUSH_MOST)
                  : replica.between(Timing.RELAY_LEAST, Timing.RELAY_MOST)));
    }
  }

  private void expire(long nowNanos) {
    keepers.choose(nowNanos);
    replica.inFlight.expire(nowNanos - Timing.JOURNAL);
    replica.mending.expire(nowNanos - Timing.JOURNAL);
    replica.young.expire(nowNanos - Timing.ASKED);
    var forgotten = new ArrayList<String>();
    for (Path path : replica.roster.paths()) {
      if (!path.configured
          && path.heard
          && nowNanos - path.heardNanos > Timing.FORGET_PERIODS * path.quietNanos) {
        forgotten.add(path.address);
      }
    }
    forgotten.forEach(replica.roster::removePath);
    for (Peer peer : replica.roster.peers()) {
      // Towards a peer that fell silent, what is on its way stays so: no more than a window is
      // risked.
      long heardNanos = peer.heardNanos();
      peer.unconfirmed.expire(Math.min(nowNanos - Timing.CONFIRM, heardNanos));
      if (peer.upload != null) {
        peer.upload.uncommitted.expire(Math.min(nowNanos - Timing.COMMIT, heardNanos));
      }
      peer.pruneSent.values().removeIf(until -> until - nowNanos <= 0);
    }
  }

  /** Does what is due. */
  private void work(long nowNanos) {
    for (Path path : replica.roster.paths()) {
      if (path.beaconDueNanos <= nowNanos) {
        talker.beacon(path, nowNanos);
      }
    }
    for (Peer peer : replica.roster.peers()) {
      if (!peer.toPrune.isEmpty()) {
        talker.prune(peer, nowNanos);
      }
      if (peer.wantDueNanos <= nowNanos) {
        talker.want(peer, nowNanos);
      }
      if (peer.summaryDueNanos <= nowNanos) {
        talker.summary(peer, nowNanos);
      }
      if (peer.retryDueNanos <= nowNanos) {
        talker.retry(peer, nowNanos);
      }
      if (peer.account.dueNanos <= nowNanos) {
        custodian.receipts(peer, nowNanos);
      }
      if (peer.upload != null && peer.upload.askDueNanos <= nowNanos) {
        pump.ask(peer, peer.upload, nowNanos);
      }
      if (peer.pushDueNanos <= nowNanos) {
        pump.run(peer, nowNanos);
      }
    }
  }

  /** What is seen and durable. */
  public Knowledge knowledge() {
    return replica.frontier.knowledge();
  }

  /** Bytes and packets by cause so far. */
  public SyncCounters counters() {
    return replica.ledger.snapshot();
  }

  /**
   * What each gateway that we wrote to ourselves committed, as it told us; it may be let go of. A
   * receipt is a claim: ask SwarmState whether the sender is a gateway.
   */
  public SortedMap<ReplicaId, Knowledge> safe() {
    var safe = new TreeMap<ReplicaId, Knowledge>();
    for (Map.Entry<ReplicaId, Upload> each : replica.uploads.entrySet()) {
      SortedMap<LogId, IntervalSet> logs = each.getValue().custody.safe();
      var builder = new Knowledge.Builder(logs.size());
      logs.forEach(builder::add);
      safe.put(each.getKey(), builder.build());
    }
    return safe;
  }

  /** How it stands with each peer met, ordered by id. */
  public List<PeerView> peers() {
    var views = new ArrayList<PeerView>();
    for (Peer peer : replica.roster.peers()) {
      Path path = peer.latest();
      long left = peer.backlog.count() + peer.jobs.size();
      views.add(
          new PeerView(
              peer.incarnation.origin(),
              peer.incarnation.epoch(),
              path == null ? "" : path.address,
              path == null ? 0 : path.heardNanos,
              peer.equalRevision == replica.frontier.revision(),
              left,
              replica.ledger.estimate(left)));
    }
    return List.copyOf(views);
  }

  /** When the next Tick has something to do; a Tick before does no harm. */
  public long dueNanos() {
    long due = Timing.NEVER;
    for (Path path : replica.roster.paths()) {
      due = Math.min(due, path.beaconDueNanos);
    }
    for (Peer peer : replica.roster.peers()) {
      due = Math.min(due, Math.min(peer.summaryDueNanos, peer.pushDueNanos));
      due = Math.min(due, Math.min(peer.wantDueNanos, peer.retryDueNanos));
      due = Math.min(due, peer.account.dueNanos);
      due = Math.min(due, peer.upload == null ? Timing.NEVER : peer.upload.askDueNanos);
    }
    return due;
  }
}
