package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.step.LogEntry;
import java.util.List;
import java.util.TreeMap;

/**
 * Takes entries of a peer in: what is new goes to the journal, once. At most {@value
 * #IN_FLIGHT_BYTES_MAX} bytes wait for the journal, at a gateway {@value
 * #IN_FLIGHT_GATEWAY_BYTES_MAX}; what comes beyond is dropped and comes again.
 */
final class Intake {
  static final long IN_FLIGHT_BYTES_MAX = 1024 * 1024;

  /** The same at a gateway: four devices may have all that an {@link Upload} allows under way. */
  static final long IN_FLIGHT_GATEWAY_BYTES_MAX = 4 * Upload.EXPANDED_BYTES_MAX;

  /** Bytes of large entries that came in part, over all peers. */
  static final int PARTIAL_BYTES_MAX = 512 * 1024;

  /** Times missing chunks are asked for after the last one came. */
  static final int WANTS_MAX = 10;

  /** Duplicates compared with the journal, a second. */
  private static final int COMPARED_MAX = 64;

  private static final int ENTRY_OVERHEAD_BYTES = 32;
  private static final long SECOND = 1_000_000_000;

  private final Replica replica;
  private long comparedSinceNanos = Long.MIN_VALUE;
  private int compared;

  Intake(Replica replica) {
    this.replica = replica;
  }

  void entries(Peer peer, List<LogEntry> entries, int packetBytes, boolean repair, long nowNanos) {
    var fresh = new TreeMap<Dot, LogEntry>();
    int duplicates = 0;
    long bytes = replica.inFlight.bytes();
    long most = replica.isGateway ? IN_FLIGHT_GATEWAY_BYTES_MAX : IN_FLIGHT_BYTES_MAX;
    for (LogEntry entry : entries) {
      Dot dot = entry.dot();
      if (replica.have(dot) || fresh.containsKey(dot)) {
        duplicates++;
        if (!duplicate(peer, entry, repair, nowNanos)) {
          continue;
        }
      } else if (Incarnation.of(dot.log()).equals(replica.self)) {
        quarantine(peer, dot, "an own entry we did not write", nowNanos);
        continue;
      } else if (replica.wants(dot.log())
          && !replica.inFlight.isFull()
          && bytes + cost(entry) <= most) {
        bytes += cost(entry);
        fresh.put(dot, entry);
        peer.reassembly.forget(dot);
      } else {
        continue;
      }
      note(peer, dot, repair, nowNanos);
    }
    replica.ledger.receivedEntries(packetBytes, fresh.size(), duplicates);
    if (!fresh.isEmpty()) {
      peer.fruitless = 0;
      peer.puzzled = false;
      peer.retriesLeft = Peer.RETRIES_MAX;
      hold(List.copyOf(fresh.values()), repair, nowNanos);
      replica.effect(new SyncEffect.Append(List.copyOf(fresh.values())));
    }
  }

  /** Remembers what is given to the journal, run by run. */
  private void hold(List<LogEntry> fresh, boolean repair, long nowNanos) {
    int bytes = 0;
    long first = fresh.getFirst().dot().seq();
    for (int i = 0; i < fresh.size(); i++) {
      Dot dot = fresh.get(i).dot();
      bytes += cost(fresh.get(i));
      boolean continues =
          i + 1 < fresh.size()
              && fresh.get(i + 1).dot().log().equals(dot.log())
              && fresh.get(i + 1).dot().seq() == dot.seq() + 1;
      if (!continues) {
        replica.inFlight.add(dot.log(), first, dot.seq(), bytes, nowNanos);
        if (repair) {
          replica.mending.add(dot.log(), first, dot.seq(), 0, nowNanos);
        }
        bytes = 0;
        first = i + 1 < fresh.size() ? fresh.get(i + 1).dot().seq() : 0;
      }
    }
  }

  /** False if its writer has another content than we: it is sent ours, so that it learns. */
  private boolean duplicate(Peer peer, LogEntry entry, boolean repair, long nowNanos) {
    LogId log = entry.dot().log();
    boolean agrees = agrees(peer, entry, nowNanos);
    if (!agrees && Incarnation.of(log).equals(peer.incarnation)) {
      peer.backlog.plus(log, IntervalSet.of(entry.dot().seq()));
      peer.pushBy(nowNanos);
      return false;
    }
    if (!repair) {
      prune(peer, Incarnation.of(log), nowNanos);
    }
    return true;
  }

  private static int cost(LogEntry entry) {
    return entry.body().length + ENTRY_OVERHEAD_BYTES;
  }

  /** The peer has it, evidently. */
  private void note(Peer peer, Dot dot, boolean repair, long nowNanos) {
    LogId log = dot.log();
    IntervalSet one = IntervalSet.of(dot.seq());
    if (replica.roster.hasRunsRoom()) {
      peer.know(log, peer.known(log).union(one));
    }
    peer.backlog.minus(log, one);
    if (peer.toTell.size() < OwnDictionary.SEEN_MAX) {
      peer.toTell.add(log);
    }
    if (repair) {
      replica.asking.of(log, peer, nowNanos);
    }
  }

  /** Takes a part of a large entry in; false if we have the entry. */
  boolean fragment(Peer peer, Fragment fragment, int packetBytes, long nowNanos)
      throws MalformedException {
    if (replica.have(fragment.dot())) {
      replica.ledger.receivedEntries(packetBytes, 0, 1);
      return false;
    }
    LogEntry entry = peer.reassembly.add(fragment);
    if (entry != null) {
      entries(peer, List.of(entry), packetBytes, true, nowNanos);
    } else {
      replica.ledger.receivedEntries(packetBytes, 1, 0);
      replica.ledger.entriesNeeded--;
      makeRoom(peer);
    }
    return true;
  }

  private void makeRoom(Peer recent) {
    int bytes = 0;
    for (Peer peer : replica.roster.peers()) {
      bytes += peer.reassembly.bytes();
    }
    for (Peer peer : replica.roster.peers()) {
      if (bytes > PARTIAL_BYTES_MAX && peer != recent) {
        bytes -= peer.reassembly.bytes();
        peer.reassembly.clear();
      }
    }
  }

  /** Others' pushes that come twice are pruned; the writer itself always may. */
  private void prune(Peer peer, Incarnation writer, long nowNanos) {
    if (writer.equals(peer.incarnation) || writer.equals(replica.self)) {
      return;
    }
    Long until = peer.pruneSent.get(writer);
    int index = replica.dictionary.index(writer, true);
    boolean due = until == null || until - nowNanos <= 0;
    if (due && index != OwnDictionary.NONE && peer.pruneSent.size() < OwnDictionary.SEEN_MAX) {
      peer.pruneSent.put(writer, nowNanos + Timing.PRUNED / 6);
      peer.toPrune.add(index);
    }
  }

  /** A dot has one content: an entry that says otherwise tells of a cloned or rolled-back disk. */
  private boolean agrees(Peer peer, LogEntry entry, long nowNanos) {
    if (comparedSinceNanos == Long.MIN_VALUE || nowNanos - comparedSinceNanos > SECOND) {
      comparedSinceNanos = nowNanos;
      compared = 0;
    }
    if (!replica.frontier.contains(entry.dot()) || ++compared > COMPARED_MAX) {
      return true;
    }
    List<LogEntry> ours = replica.source.read(entry.dot().log(), entry.dot().seq(), 1);
    if (ours.isEmpty()
        || !ours.getFirst().dot().equals(entry.dot())
        || ours.getFirst().equals(entry)) {
      return true;
    }
    quarantine(peer, entry.dot(), "one dot with two contents", nowNanos);
    return false;
  }

  private void quarantine(Peer peer, Dot dot, String why, long nowNanos) {
    replica.report(
        Reports.QUARANTINE,
        "sync.quarantine",
        nowNanos,
        "peer",
        peer.incarnation.origin().toString(),
        "dot",
        dot.toString(),
        "why",
        why);
    if (Incarnation.of(dot.log()).equals(replica.self)) {
      replica.effect(new SyncEffect.Forked(dot));
    }
  }
}
