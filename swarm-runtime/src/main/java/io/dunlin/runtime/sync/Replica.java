package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.runtime.step.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of the machine share: who we are, what we have, whom we know, what is to be done.
 */
final class Replica {
  final SyncSettings settings;
  final Incarnation self;
  final int session;
  final Frontier frontier;
  final OwnDictionary dictionary;
  final EntrySource source;
  final Roster roster;
  final Ledger ledger = new Ledger();

  /** Given to the journal, not durable yet. */
  final Flight inFlight = new Flight();

  /** Of these, what came to mend a hole: summaries spread it further, not pushes. */
  final Flight mending = new Flight();

  /** Carried entries that became durable just now: others are likely to send them too. */
  final Flight young = new Flight();

  /** Gateways that gave receipts, over their restarts; at most as many as peers. */
  final TreeMap<ReplicaId, Upload> uploads = new TreeMap<>();

  /** A store behind us was heard of, so we give receipts. */
  boolean isGateway;

  UploadPolicy policy = UploadPolicy.FREE;

  final Asking asking = new Asking();
  private final Reports reports = new Reports();
  private final SplittableRandom random;
  private List<SyncEffect> effects = new ArrayList<>();

  Replica(SyncSettings settings, Knowledge seen, EntrySource source, SplittableRandom random) {
    this.settings = settings;
    this.self = new Incarnation(settings.self(), settings.epoch());
    this.roster = new Roster(settings.quietNanos());
    this.session = random.nextInt(0x1_0000);
    this.frontier = new Frontier(seen, this::changing);
    this.dictionary = new OwnDictionary(self);
    this.source = source;
    this.random = random;
  }

  /**
   * The source did not give these. What it found damaged was never seen: neighbours are asked for
   * it. Our own entries apart, since whoever has them has them from us.
   */
  void missed(LogId log, IntervalSet places) {
    IntervalSet lost = source.lost(log, places);
    if (!lost.isEmpty() && !Incarnation.of(log).equals(self)) {
      frontier.remove(log, lost);
    }
  }

  private void changing(LogId log, IntervalSet before) {
    for (Peer peer : roster.peers()) {
      peer.changing(log, before);
    }
  }

  /** What is seen or will be: as stated to peers, so that nobody sends it twice. */
  IntervalSet have(LogId log) {
    return frontier.of(log).union(inFlight.of(log));
  }

  boolean have(Dot dot) {
    return frontier.contains(dot) || inFlight.of(dot.log()).contains(dot.seq());
  }

  /** What is to be equal here and at the peer. */
  Scope scope(Peer peer) {
    return peer.scope(self.origin(), settings.lanes());
  }

  /** The hash that the peer has if it is equal. */
  long hash(Peer peer) {
    return frontier.hash(scope(peer));
  }

  /** Do we want others' entries of this log? */
  boolean wants(LogId log) {
    return (settings.lanes() & 1 << log.lane()) != 0
        || log.origin().equals(self.origin())
        || isKeptFor(log.origin());
  }

  private boolean isKeptFor(ReplicaId writer) {
    Peer peer = roster.peer(writer);
    return peer != null && peer.keptHere;
  }

  /**
   * Logs that we keep for others and that this peer, who wants all, is not known to have. It is
   * told of them, for it cannot know that we have them.
   */
  List<LogId> offers(Peer peer) {
    var offers = new ArrayList<LogId>();
    Scope scope = scope(peer);
    if (scope.isAll() || peer.lanes != SyncSettings.ALL_LANES) {
      return offers;
    }
    for (Map.Entry<LogId, IntervalSet> entry : frontier.logs().entrySet()) {
      LogId log = entry.getKey();
      if (!scope.includes(log) && !peer.known(log).containsAll(entry.getValue())) {
        offers.add(log);
      }
    }
    return offers;
  }

  /** Is anything of this log to be sent to the peer: is it to be equal, or does it take it? */
  boolean gives(Peer peer, LogId log) {
    return scope(peer).includes(log) || (peer.lanes & 1 << log.lane()) != 0;
  }

  /** Uniform between two times. */
  long between(long leastNanos, long mostNanos) {
    return random.nextLong(leastNanos, mostNanos + 1);
  }

  /** A packet begun with its header. */
  ByteWriter begin(int type, int flags) {
    var out = new ByteWriter();
    new Header(Header.VERSION, flags, type, settings.swarmTag(), session).write(out);
    return out;
  }

  int bodyBytesMax() {
    return settings.packetBytesMax() - Header.BYTES - Check.BYTES;
  }

  void send(Path path, byte[] packet, boolean delta, long nowNanos) {
    path.pacer.charge(packet.length);
    if (delta && path.unansweredNanos == Timing.NEVER) {
      path.unansweredNanos = nowNanos;
    }
    sendTo(path.address, packet, delta);
  }

  void sendTo(String address, byte[] packet, boolean delta) {
    ledger.sent(packet.length, delta);
    effects.add(new SyncEffect.Send(address, packet));
  }

  void effect(SyncEffect effect) {
    effects.add(effect);
  }

  void report(int number, String name, long nowNanos, Object... fields) {
    Event event = reports.limited(number, name, nowNanos, fields);
    if (event != null) {
      effects.add(new SyncEffect.Report(event));
    }
  }

  /** Everything to be done since the last call. */
  List<SyncEffect> takeEffects() {
    List<SyncEffect> taken = effects;
    effects = new ArrayList<>();
    return taken;
  }

  /** The peer whose session this packet claims, null if we do not know it on this path. */
  static @Nullable Peer sender(@Nullable Path path, Header header) {
    Peer peer = path == null ? null : path.peer;
    return peer != null && peer.session == header.session() ? peer : null;
  }
}
