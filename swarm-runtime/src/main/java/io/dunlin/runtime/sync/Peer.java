package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What we remember of one peer's process. A new epoch is a new {@code Peer}.
 *
 * <p>Bounds: {@value #LOGS_MAX} logs of at most {@value #RUNS_MAX} runs; what goes beyond is
 * forgotten, which costs bytes, not correctness.
 */
final class Peer {
  static final int LOGS_MAX = 4 * OwnDictionary.SEEN_MAX;
  static final int RUNS_MAX = 256;

  /** So many repairs make us pass fresh entries on, until we are told that they come twice. */
  static final int MENDED_OFTEN = 3;

  /** Times a peer is asked for what it says it has, without any of it coming. */
  static final int RETRIES_MAX = 8;

  final Incarnation incarnation;
  final int session;
  final PeerDictionary dictionary;
  final TreeMap<String, Path> paths = new TreeMap<>();

  /** Lanes of which it wants what others write. */
  int lanes = SyncSettings.ALL_LANES;

  /** It asked us to keep what it writes. */
  boolean keptHere;

  /** We ask it to keep what we write. */
  boolean keptThere;

  /** What it said it has, or sent, where that is not what we have had since we were equal. */
  private final TreeMap<LogId, IntervalSet> known = new TreeMap<>();

  /** It had what we have of these logs, those that are known apart from it excepted. */
  private @Nullable Scope equal;

  private @Nullable Scope scope;
  private final Frontier frontier;

  private long runs;

  /** Sent to it, not confirmed. */
  final Flight unconfirmed = new Flight();

  /** Our writes to it, if it gives receipts. */
  @Nullable Upload upload;

  /** Its writes to us, if we do. */
  final Custodian.Account account = new Custodian.Account();

  final Backlog backlog = new Backlog();
  final ArrayDeque<FragmentJob> jobs = new ArrayDeque<>();
  final Reassembly reassembly = new Reassembly();

  /** Logs it sent entries of since it was told what we have. */
  final TreeSet<LogId> toTell = new TreeSet<>();

  /**
   * Others' incarnations by how often we mended their logs there. Often: we are its way to them,
   * and pass their fresh entries on at once.
   */
  final Map<Incarnation, Integer> mended = new HashMap<>();

  /** Incarnations whose pushes to be pruned at the peer. */
  final TreeSet<Integer> toPrune = new TreeSet<>();

  /** Prunes sent lately, until when. */
  final Map<Incarnation, Long> pruneSent = new HashMap<>();

  /** We know for every log what it had at some time. */
  boolean complete;

  /** Full summaries told us about all logs up to this one. */
  @Nullable LogId coveredTo;

  /** It asked for a full summary. */
  boolean wantsFull;

  /** The backlog holds what a summary showed to be missing. */
  boolean repairing;

  /** Of our frontier: what it was last told in full, whether it heard or not. */
  long toldRevision = Long.MAX_VALUE;

  /** We asked it for what we lack, not knowing what, and nothing came since. */
  boolean puzzled;

  /** It was out of reach: what it lacks of ours nobody else is likely to have given it. */
  boolean returned;

  boolean summaryOpen;
  long summaryDueNanos = Timing.NEVER;
  long summarySentNanos = Long.MIN_VALUE;
  long pushDueNanos = Timing.NEVER;
  long wantDueNanos = Timing.NEVER;
  int wantsLeft;
  long retryDueNanos = Timing.NEVER;
  int retriesLeft = RETRIES_MAX;
  long lastHash;
  boolean hashHeard;
  long equalRevision = -1;
  int fruitless;

  /** When entries last went either way. */
  long exchangedNanos = Long.MIN_VALUE;

  /** When a repair delta last came from it. */
  long repairedNanos = Long.MIN_VALUE;

  /** Own dictionary entries it was told, lost or not. */
  int announced = 1;

  /** Own dictionary entries it said it knows. */
  int confirmed = 1;

  long announcedNanos = Long.MIN_VALUE;

  Peer(Incarnation incarnation, int session, Frontier frontier) {
    this.incarnation = incarnation;
    this.session = session;
    this.frontier = frontier;
    this.dictionary = new PeerDictionary(incarnation);
  }

  /** What is to be equal here and there. */
  Scope scope(ReplicaId self, int ours) {
    Scope current = scope;
    if (current == null
        || current.theirs() != lanes
        || current.keptHere() != keptHere
        || current.keptThere() != keptThere) {
      current = new Scope(self, ours, keptHere, incarnation.origin(), lanes, keptThere);
      scope = current;
    }
    return current;
  }

  IntervalSet known(LogId log) {
    IntervalSet said = known.get(log);
    if (said != null) {
      return said;
    }
    return equal != null && equal.includes(log) ? frontier.of(log) : IntervalSet.empty();
  }

  /**
   * Of which we may know it to have something else than we; in other logs it is equal or unknown.
   */
  SortedMap<LogId, IntervalSet> differing() {
    return Collections.unmodifiableSortedMap(known);
  }

  /** Is a log without an entry in {@link #differing} as here? */
  boolean isEqualBut(Scope now) {
    return now.equals(equal);
  }

  /** A log is to change here. */
  void changing(LogId log, IntervalSet before) {
    if (equal != null && !known.containsKey(log) && equal.includes(log)) {
      put(log, before);
    }
  }

  /** Replaces what is known of a log, within the bounds; true if anything changed. */
  boolean know(LogId log, IntervalSet places) {
    IntervalSet before = known(log);
    if (before.equals(places)) {
      return false;
    }
    put(log, places);
    return true;
  }

  private void put(LogId log, IntervalSet places) {
    boolean isImplied = places.isEmpty() && (equal == null || !equal.includes(log));
    IntervalSet kept = bounded(places);
    IntervalSet before = isImplied ? known.remove(log) : null;
    if (!isImplied && (known.size() < LOGS_MAX || known.containsKey(log))) {
      before = known.put(log, kept);
      runs += kept.runs().size();
    } else if (!isImplied) {
      forgetKnown();
    }
    runs -= before == null ? 0 : before.runs().size();
  }

  private static IntervalSet bounded(IntervalSet places) {
    var all = places.runs();
    if (all.size() <= RUNS_MAX) {
      return places;
    }
    var kept = new IntervalSet.Builder(RUNS_MAX);
    all.subList(0, RUNS_MAX).forEach(run -> kept.add(run.first(), run.last()));
    return kept.build();
  }

  /** Runs remembered, over all logs. */
  long runs() {
    return runs;
  }

  void forgetKnown() {
    known.clear();
    equal = null;
    runs = 0;
    complete = false;
    coveredTo = null;
  }

  /** It has all that we have of the scope, and nothing else of it. */
  void isEqual(Scope now) {
    if (equalRevision == frontier.revision() && now.equals(equal)) {
      return;
    }
    known.keySet().removeIf(now::includes);
    equal = now;
    runs = known.values().stream().mapToLong(places -> places.runs().size()).sum();
    complete = true;
    equalRevision = frontier.revision();
    toldRevision = frontier.revision();
    fruitless = 0;
    puzzled = false;
    unconfirmed.clear();
    toTell.clear();
    stopSending();
    summaryDueNanos = Timing.NEVER;
  }

  /** Drops what waits; the next summary brings it back. */
  void stopSending() {
    backlog.clear();
    jobs.clear();
    repairing = false;
    pushDueNanos = Timing.NEVER;
  }

  void summaryBy(long dueNanos, boolean open) {
    summaryOpen |= open;
    summaryDueNanos = Math.min(summaryDueNanos, dueNanos);
  }

  void pushBy(long dueNanos) {
    pushDueNanos = Math.min(pushDueNanos, dueNanos);
  }

  /** Are fresh entries of another's incarnation passed on at once? */
  boolean isRelayed(Incarnation other) {
    return mended.getOrDefault(other, 0) >= MENDED_OFTEN;
  }

  /** The cheapest path heard about as lately as any, null if the peer is silent. */
  @Nullable Path best(long nowNanos) {
    long newest = Long.MIN_VALUE;
    for (Path path : paths.values()) {
      if (path.isAlive(nowNanos)) {
        newest = Math.max(newest, path.heardNanos);
      }
    }
    Path best = null;
    for (Path path : paths.values()) {
      long slackNanos = 3 * Math.max(path.beaconPeriodNanos, Timing.BEACON_BUSY);
      if (path.isAlive(nowNanos)
          && newest - path.heardNanos <= slackNanos
          && (best == null || path.cost < best.cost)) {
        best = path;
      }
    }
    return best;
  }

  /** When anything whole last came from it, on any path. */
  long heardNanos() {
    Path latest = latest();
    return latest == null ? Long.MIN_VALUE : latest.heardNanos;
  }

  /** Any path, alive or not: for people to see. */
  @Nullable Path latest() {
    Path latest = null;
    for (Path path : paths.values()) {
      if (path.heard && (latest == null || path.heardNanos > latest.heardNanos)) {
        latest = path;
      }
    }
    return latest;
  }
}
