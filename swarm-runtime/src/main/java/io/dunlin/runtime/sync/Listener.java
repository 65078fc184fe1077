package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.PeerDictionary.UnknownIndexException;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes packets in. A packet changes something only after it was found whole and read to its end.
 */
final class Listener {
  /** A path nobody configured costs this much, so that configured ones come first. */
  private static final int COST_UNKNOWN = 1_000;

  /** Requests for announcements to addresses we know nothing of, a second. */
  private static final int NEEDS_MAX = 16;

  private static final long SECOND = 1_000_000_000;

  private final Replica replica;
  private final Talker talker;
  private final Pump pump;
  private final Intake intake;
  private final Custodian custodian;
  private final Uploads uploads;
  private long needsSinceNanos = Long.MIN_VALUE;
  private int needs;

  Listener(Replica replica, Talker talker, Pump pump, Custodian custodian) {
    this.replica = replica;
    this.talker = talker;
    this.pump = pump;
    this.intake = new Intake(replica);
    this.custodian = custodian;
    this.uploads = new Uploads(replica);
  }

  void packet(String address, byte[] packet, long nowNanos) {
    replica.ledger.receivedBytes += packet.length;
    try {
      Header header = Header.read(packet);
      if (header.version() != Header.VERSION
          || header.swarm() != replica.settings.swarmTag()
          || header.has(Header.AUTHENTICATED)) {
        replica.ledger.packetsForeign++;
        replica.report(
            Reports.FOREIGN,
            "sync.foreign",
            nowNanos,
            "address",
            address,
            "version",
            (long) header.version());
      } else {
        packet(address, header, packet, nowNanos);
      }
    } catch (MalformedException e) {
      malformed(address, String.valueOf(e.getMessage()), nowNanos);
    }
  }

  private void malformed(String address, String why, long nowNanos) {
    replica.ledger.packetsMalformed++;
    replica.report(Reports.MALFORMED, "sync.malformed", nowNanos, "address", address, "why", why);
  }

  private void packet(String address, Header header, byte[] packet, long nowNanos)
      throws MalformedException {
    if (packet.length > SyncSettings.PACKET_BYTES_MOST) {
      throw new MalformedException("a packet of " + packet.length + " bytes");
    }
    if (header.type() == Header.ANNOUNCE || header.type() == Header.NEED) {
      if (!Check.holds(packet, null)) {
        throw new MalformedException("the check does not hold");
      }
      if (header.type() == Header.ANNOUNCE) {
        announced(address, header, Announce.read(header, Check.body(packet)), nowNanos);
      } else {
        needed(address, Need.read(Check.body(packet)), nowNanos);
      }
      return;
    }
    Path path = replica.roster.path(address);
    Peer peer = Replica.sender(path, header);
    if (path == null || peer == null) {
      replica.ledger.packetsUnknown++;
      need(address, path, header.session(), 0, nowNanos);
    } else if (header.type() == Header.BEACON) {
      beacon(path, peer, header, packet, nowNanos);
    } else {
      if (!Check.holds(packet, peer.incarnation)) {
        throw new MalformedException("the check does not hold");
      }
      heard(path, nowNanos);
      try {
        body(peer, header, packet, nowNanos);
      } catch (UnknownIndexException e) {
        replica.ledger.packetsUnknown++;
        need(address, path, header.session(), peer.dictionary.contiguous(), nowNanos);
      }
    }
  }

  private void heard(Path path, long nowNanos) {
    boolean alone = path.peer != null && path.peer.best(nowNanos) == null;
    if (path.heard(nowNanos)) {
      path.beacons = 0;
      if (alone && path.peer != null) {
        path.peer.returned = path.peer.complete;
      }
      path.beaconBy(nowNanos + replica.between(0, Timing.GATHER), Timing.BEACON_FIRST);
    }
  }

  private void need(String address, @Nullable Path path, int session, int known, long nowNanos) {
    if (path != null) {
      if (path.neededNanos != Long.MIN_VALUE && nowNanos - path.neededNanos < Timing.ANNOUNCE_GAP) {
        return;
      }
      path.neededNanos = nowNanos;
    } else {
      if (needsSinceNanos == Long.MIN_VALUE || nowNanos - needsSinceNanos > SECOND) {
        needsSinceNanos = nowNanos;
        needs = 0;
      }
      if (++needs > NEEDS_MAX) {
        return;
      }
    }
    talker.need(address, session, known);
  }

  private void needed(String address, Need need, long nowNanos) {
    Path path = replica.roster.path(address);
    if (path != null
        && (path.announcedNanos == Long.MIN_VALUE
            || nowNanos - path.announcedNanos >= Timing.ANNOUNCE_GAP / 2)) {
      talker.answer(path, need.session() == replica.session ? need.known() : 0, nowNanos);
    }
  }

  private void announced(String address, Header header, Announce announce, long nowNanos) {
    Incarnation sender = announce.sender();
    if (sender.origin().equals(replica.self.origin())) {
      if (!sender.equals(replica.self)) {
        twin(address, sender, nowNanos);
      }
      return;
    }
    Path path = replica.roster.meetPath(address, COST_UNKNOWN, nowNanos);
    Peer peer = path == null ? null : meet(path, sender, header.session(), nowNanos);
    if (path == null || peer == null) {
      replica.report(Reports.FULL, "sync.full", nowNanos, "address", address);
      return;
    }
    peer.lanes = announce.lanes();
    int index = announce.firstIndex();
    for (Incarnation incarnation : announce.incarnations()) {
      if (replica.roster.hasDictionaryRoom()) {
        peer.dictionary.put(index, incarnation);
      }
      index++;
    }
    heard(path, nowNanos);
    boolean quiet =
        path.announcedNanos == Long.MIN_VALUE
            || nowNanos - path.announcedNanos >= Timing.ANNOUNCE_GAP;
    if (header.has(Header.ASK) && quiet) {
      talker.announce(path, false, nowNanos);
    }
  }

  /** The peer that speaks at this path now; null if there is no room for it. */
  private @Nullable Peer meet(Path path, Incarnation sender, int session, long nowNanos) {
    Peer known = replica.roster.peer(sender.origin());
    boolean first = known == null || !known.incarnation.equals(sender) || known.session != session;
    Peer peer = known == null || first ? new Peer(sender, session, replica.frontier) : known;
    if (first && !replica.roster.put(peer, nowNanos)) {
      return null;
    }
    if (path.peer != peer) {
      replica.roster.bind(path, peer);
      path.beaconBy(nowNanos + replica.between(0, Timing.GATHER), Timing.BEACON_FIRST);
      replica.effect(
          new SyncEffect.Introduced(path.address, sender.origin(), sender.epoch(), first));
      uploads.met(peer, nowNanos);
      custodian.met(peer, nowNanos);
    }
    return peer;
  }

  private void twin(String address, Incarnation sender, long nowNanos) {
    replica.report(
        Reports.TWIN,
        "sync.twin",
        nowNanos,
        "address",
        address,
        "epoch",
        Long.toHexString(sender.epoch()));
  }

  private void beacon(Path path, Peer peer, Header header, byte[] packet, long nowNanos)
      throws MalformedException {
    var in = new ByteReader(packet);
    in.raw(Header.BYTES);
    long hash = in.u64();
    in.end();
    heard(path, nowNanos);
    peer.keptHere = header.has(Header.KEEP);
    peer.lastHash = hash;
    peer.hashHeard = true;
    if (hash == replica.hash(peer)) {
      peer.isEqual(replica.scope(peer));
      replica.asking.done(peer);
      if (!replica.offers(peer).isEmpty()) {
        peer.summaryBy(later(peer, nowNanos + replica.between(0, Timing.GATHER)), true);
      }
      return;
    }
    peer.fruitless++;
    if (peer.returned) {
      peer.returned = false;
      offer(peer, nowNanos);
    }
    boolean underWay =
        !peer.unconfirmed.isEmpty() || !peer.backlog.isEmpty() || !replica.inFlight.isEmpty();
    long hold = underWay ? Timing.FLIGHT : replica.between(0, Timing.GATHER);
    peer.summaryBy(later(peer, nowNanos + hold), true);
  }

  /**
   * Sends what the peer is known to lack before it asks: all if we are its only neighbour as far as
   * we can tell, else what we wrote ourselves.
   */
  private void offer(Peer peer, long nowNanos) {
    boolean onlyOne =
        replica.roster.peers().stream()
            .noneMatch(other -> other != peer && other.best(nowNanos) != null);
    for (LogId log : List.copyOf(replica.frontier.logs().keySet())) {
      if (onlyOne || log.origin().equals(replica.self.origin())) {
        lacking(peer, log);
      }
    }
    repair(peer, nowNanos);
  }

  /** What the peer is known to lack of a log is to be sent. */
  private void lacking(Peer peer, LogId log) {
    IntervalSet missing = replica.frontier.of(log).minus(peer.known(log));
    if (!missing.isEmpty() && replica.gives(peer, log)) {
      missing = missing.minus(peer.unconfirmed.of(log)).minus(inJobs(peer, log));
      peer.backlog.plus(
          log,
          Incarnation.of(log).equals(replica.self)
              ? missing
              : missing.minus(replica.young.of(log)));
    }
  }

  private static void repair(Peer peer, long nowNanos) {
    if (!peer.backlog.isEmpty()) {
      peer.repairing = true;
      peer.pushBy(nowNanos);
    }
  }

  /** Not so soon after the summary before. */
  private static long later(Peer peer, long dueNanos) {
    return peer.summarySentNanos == Long.MIN_VALUE
        ? dueNanos
        : Math.max(dueNanos, peer.summarySentNanos + Timing.SUMMARY_GAP);
  }

  private void body(Peer peer, Header header, byte[] packet, long nowNanos)
      throws MalformedException, UnknownIndexException {
    ByteReader in = Check.body(packet);
    switch (header.type()) {
      case Header.SUMMARY -> summary(peer, Summary.read(header, in, peer.dictionary), nowNanos);
      case Header.DELTA -> {
        List<LogEntry> entries = DeltaReader.read(in, peer.dictionary);
        intake.entries(peer, entries, packet.length, header.has(Header.REPAIR), nowNanos);
        custodian.given(peer, entries, nowNanos);
        if (header.has(Header.COMMIT)) {
          custodian.commit(peer, nowNanos);
        }
        burst(peer, header, nowNanos);
      }
      case Header.FRAGMENT -> {
        Fragment fragment = Fragment.read(in, peer.dictionary);
        custodian.given(peer, fragment.dot().log(), nowNanos);
        if (intake.fragment(peer, fragment, packet.length, nowNanos)) {
          peer.wantsLeft = Intake.WANTS_MAX;
          peer.wantDueNanos = nowNanos + (header.has(Header.LAST) ? Timing.GATHER : Timing.QUIET);
        }
        burst(peer, header, nowNanos);
      }
      case Header.WANT -> pump.again(peer, Want.read(in, peer.dictionary), nowNanos);
      case Header.RECEIPT -> receipt(peer, Receipt.read(header, in, peer.dictionary), nowNanos);
      case Header.PRUNE -> prune(peer, Prune.read(in, peer.dictionary));
      default -> throw new MalformedException("a packet of unknown type " + header.type());
    }
  }

  /** After a burst a summary says what came of it. */
  private void burst(Peer peer, Header header, long nowNanos) {
    peer.exchangedNanos = nowNanos;
    if (header.has(Header.REPAIR)) {
      peer.repairedNanos = nowNanos;
      peer.retryDueNanos = Timing.NEVER;
      if (header.has(Header.LAST)) {
        replica.asking.done(peer);
      }
      long hold = header.has(Header.LAST) ? Timing.GATHER / 2 : Timing.QUIET;
      if (!custodian.isOn()) {
        peer.summaryDueNanos = later(peer, nowNanos + hold);
      }
    }
  }

  /** What was received is stated as in a summary; then come the rules of an upload. */
  private void receipt(Peer peer, Receipt receipt, long nowNanos) {
    peer.confirmed = Math.clamp(receipt.known(), peer.confirmed, replica.dictionary.size());
    if (!uploads.receipt(peer, receipt, nowNanos)) {
      return;
    }
    if (!receipt.committed()) {
      receipt.statements().forEach(statement -> stated(peer, statement, nowNanos));
    }
    if (!peer.backlog.isEmpty()) {
      peer.pushBy(nowNanos);
    }
  }

  private static void prune(Peer peer, Prune prune) {
    for (Incarnation incarnation : prune.incarnations()) {
      peer.mended.remove(incarnation);
    }
  }

  private void summary(Peer peer, Summary summary, long nowNanos) {
    boolean hasMore = false;
    boolean changed = false;
    peer.confirmed = Math.clamp(summary.known(), peer.confirmed, replica.dictionary.size());
    for (Statement statement : summary.statements()) {
      LogId log = statement.log();
      hasMore |= !replica.have(log).containsAll(statement.present());
      changed |= stated(peer, statement, nowNanos);
    }
    if (summary.full()) {
      changed |= absent(peer, summary, nowNanos);
    }
    if (changed) {
      peer.fruitless = 0;
      peer.retriesLeft = Peer.RETRIES_MAX;
      peer.puzzled = false;
    }
    if (summary.pull() && peer.complete) {
      boolean equalBut = peer.isEqualBut(replica.scope(peer));
      List.copyOf(equalBut ? peer.differing().keySet() : replica.frontier.logs().keySet())
          .forEach(log -> lacking(peer, log));
    }
    repair(peer, nowNanos);
    if (summary.open()) {
      peer.wantsFull |= summary.full();
      boolean told =
          peer.summarySentNanos != Long.MIN_VALUE
              && nowNanos - peer.summarySentNanos < Timing.FLIGHT;
      if (!told && (hasMore || summary.full())) {
        long hold = replica.between(Timing.GATHER / 2, Timing.GATHER);
        peer.summaryBy(later(peer, nowNanos + hold), false);
      }
    }
  }

  /** Takes one statement over; true if it told something new. */
  private boolean stated(Peer peer, Statement statement, long nowNanos) {
    LogId log = statement.log();
    IntervalSet range = statement.range();
    replica.ledger.lostBytes += peer.unconfirmed.settle(statement, nowNanos - Timing.FLIGHT);
    boolean changed = false;
    if (replica.roster.hasRunsRoom()) {
      changed = peer.know(log, peer.known(log).minus(range).union(statement.present()));
    }
    IntervalSet missing = replica.frontier.of(log).intersect(range).minus(statement.present());
    peer.jobs.removeIf(
        job -> job.dot.log().equals(log) && statement.present().contains(job.dot.seq()));
    missing = missing.minus(peer.unconfirmed.of(log)).minus(inJobs(peer, log));
    Incarnation writer = Incarnation.of(log);
    if (!writer.equals(replica.self)) {
      missing = missing.minus(replica.young.of(log));
      if (!missing.isEmpty() && peer.mended.size() < OwnDictionary.SEEN_MAX) {
        peer.mended.merge(writer, 1, Integer::sum);
      }
    }
    IntervalSet waiting = peer.backlog.of(log).minus(range).union(missing);
    peer.backlog.put(log, waiting);
    return changed;
  }

  private static IntervalSet inJobs(Peer peer, LogId log) {
    IntervalSet inJobs = IntervalSet.empty();
    for (FragmentJob job : peer.jobs) {
      if (job.dot.log().equals(log)) {
        inJobs = inJobs.plus(job.dot.seq());
      }
    }
    return inJobs;
  }

  /** Logs a full summary leaves out are empty at the peer. */
  private boolean absent(Peer peer, Summary summary, long nowNanos) {
    boolean changed = false;
    Scope scope = replica.scope(peer);
    var stated = new HashSet<LogId>();
    summary.statements().forEach(statement -> stated.add(statement.log()));
    for (LogId log : List.copyOf(replica.frontier.logs().keySet())) {
      if (summary.covers(log) && !stated.contains(log) && scope.includes(log)) {
        changed |=
            stated(peer, new Statement(log, 1, Long.MAX_VALUE, IntervalSet.empty()), nowNanos);
      }
    }
    boolean joins =
        summary.after() == null
            || (peer.coveredTo != null && summary.after().compareTo(peer.coveredTo) <= 0);
    if (joins && summary.end()) {
      peer.complete = true;
    } else if (joins && !summary.statements().isEmpty()) {
      LogId last = summary.statements().getLast().log();
      if (peer.coveredTo == null || last.compareTo(peer.coveredTo) > 0) {
        peer.coveredTo = last;
      }
    }
    return changed;
  }
}
