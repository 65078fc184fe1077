package io.dunlin.gateway.host;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which blobs are named and not here, whom to ask for which one next, and which observations are
 * not whole for want of one. An observation whose series nobody has described yet may name a blob,
 * so it is not whole either. Pure: time is given. Not safe for threads; its owner locks.
 *
 * <p>At most {@link #WANTS_MAX} blobs are remembered, about 300 bytes each; what comes beyond is
 * remembered as intervals, to be read again from the store.
 */
final class BlobWants {
  static final int WANTS_MAX = 65_536;
  static final int FETCHES_MAX = 3;
  static final long PAUSE_NANOS_MAX = 5_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final int SERIES_MAX = 1_024;

  /** Stands for all series that nobody described, beyond the bound. */
  private static final String TOO_MANY = "";

  private static final int NAME_BYTES = 8;

  /** A blob to ask these for, in this order. */
  record Ask(BlobHash hash, List<ReplicaId> holders) {}

  private static final class Want {
    final TreeSet<ReplicaId> makers = new TreeSet<>();
    final List<Dot> named = new ArrayList<>();
    long againNanos = Long.MIN_VALUE;
    int failures;
  }

  /** Observations of one undescribed series that follow each other in one log. */
  private static final class Run {
    final String series;
    final byte[] name;
    final LogId log;
    final long first;
    long last;

    Run(String series, LogEntry entry) {
      this.series = series;
      name = Arrays.copyOf(entry.body(), NAME_BYTES);
      log = entry.dot().log();
      first = entry.dot().seq();
      last = first;
    }

    boolean goesOnWith(LogEntry entry) {
      boolean next =
          entry.dot().seq() == last + 1
              && entry.body().length >= NAME_BYTES
              && Arrays.equals(entry.body(), 0, NAME_BYTES, name, 0, NAME_BYTES)
              && entry.dot().log().equals(log);
      if (next) last++;
      return next;
    }
  }

  private final Predicate<BlobHash> here;
  private final Map<String, SeriesDescriptor> described = new HashMap<>();
  private final Map<String, Knowledge> undescribed = new TreeMap<>();
  private final LinkedHashMap<BlobHash, Want> wants = new LinkedHashMap<>();

  /** The makers of what is on its way. */
  private final Map<BlobHash, SortedSet<ReplicaId>> running = new HashMap<>();

  /** Observations and how many blobs they lack. */
  private final TreeMap<Dot, Integer> lacking = new TreeMap<>();

  private Knowledge unread = Knowledge.empty();
  private @Nullable Run run;
  private byte[] plainName = new byte[0];

  BlobWants(Predicate<BlobHash> here) {
    this.here = here;
  }

  /** What a series measures; observations of it that came before are to be read again. */
  void describe(SeriesDescriptor descriptor) {
    String series = descriptor.hash();
    if (described.putIfAbsent(series, descriptor) != null) return;
    endRun();
    Knowledge waiting = undescribed.remove(series);
    if (waiting != null && descriptor.namesBlobs()) unread = unread.join(waiting);
    if (undescribed.containsKey(TOO_MANY)) {
      unread = unread.join(undescribed.remove(TOO_MANY));
    }
  }

  /** The series that are known to name no blob. */
  Set<String> plainSeries() {
    var plain = new TreeSet<String>();
    described.forEach((hash, descriptor) -> {
      if (!descriptor.namesBlobs()) plain.add(hash);
    });
    return plain;
  }

  /** These are in the store; what they name is wanted. The blobs they name, here or not. */
  List<BlobHash> stored(List<LogEntry> entries) {
    var named = new ArrayList<BlobHash>();
    for (LogEntry entry : entries) {
      if (entry.kind() != EntryKind.OBSERVATION || isPlain(entry.body())) continue;
      if (run == null || !run.goesOnWith(entry)) look(entry, named);
    }
    return named;
  }

  /** Mostly one plain series follows itself. */
  private boolean isPlain(byte[] body) {
    return body.length >= NAME_BYTES
        && Arrays.equals(body, 0, NAME_BYTES, plainName, 0, plainName.length);
  }

  private void look(LogEntry entry, List<BlobHash> all) {
    try {
      String series = Observation.seriesOf(entry.body());
      SeriesDescriptor descriptor = described.get(series);
      if (descriptor == null) {
        endRun();
        run = new Run(series, entry);
      } else if (!descriptor.namesBlobs()) {
        plainName = Arrays.copyOf(entry.body(), NAME_BYTES);
      } else {
        var named = new TreeSet<BlobHash>();
        for (String hash : Observation.blobs(entry.body(), descriptor)) {
          named.add(BlobHash.parse(hash));
        }
        named(entry.dot(), named);
        all.addAll(named);
      }
    } catch (MalformedException e) {
      // A faulty origin's observation names nothing.
    }
  }

  private void endRun() {
    Run ended = run;
    if (ended == null) return;
    run = null;
    boolean room = undescribed.size() < SERIES_MAX || undescribed.containsKey(ended.series);
    Knowledge dots = Knowledge.empty().plus(ended.log, IntervalSet.of(ended.first, ended.last));
    undescribed.merge(room ? ended.series : TOO_MANY, dots, Knowledge::join);
  }

  private void named(Dot dot, SortedSet<BlobHash> hashes) {
    if (lacking.containsKey(dot)) return;
    var missing = new ArrayList<BlobHash>();
    for (BlobHash hash : hashes) if (!here.test(hash)) missing.add(hash);
    if (wants.size() + missing.size() > WANTS_MAX) {
      unread = unread.plus(dot);
      return;
    }
    for (BlobHash hash : missing) {
      Want want = wants.computeIfAbsent(hash, _ -> new Want());
      want.makers.add(dot.origin());
      want.named.add(dot);
    }
    if (!missing.isEmpty()) lacking.put(dot, missing.size());
  }

  /** A task's result that should be here. */
  void result(BlobHash hash, List<ReplicaId> makers) {
    if (here.test(hash) || makers.isEmpty()) return;
    if (wants.size() >= WANTS_MAX && !wants.containsKey(hash)) return;
    wants.computeIfAbsent(hash, _ -> new Want()).makers.addAll(makers);
  }

  /**
   * Observations to read again, now that there is room and their series are known; empty when there
   * are none. They are not whole until {@link #read}.
   */
  Knowledge toRead() {
    return wants.size() <= WANTS_MAX / 2 ? unread : Knowledge.empty();
  }

  /** All observations that are not of plain series; those to be read are looked at. */
  List<BlobHash> read(List<LogEntry> entries, Knowledge toRead) {
    unread = unread.minus(toRead);
    return stored(entries.stream().filter(entry -> toRead.contains(entry.dot())).toList());
  }

  /** What to ask for now: the first named that nobody is busy with; noted as on its way. */
  Optional<Ask> next(List<ReplicaId> others, long nowNanos) {
    if (running.size() >= FETCHES_MAX) return Optional.empty();
    for (Map.Entry<BlobHash, Want> each : wants.entrySet()) {
      Want want = each.getValue();
      boolean early = want.againNanos != Long.MIN_VALUE && nowNanos - want.againNanos < 0;
      if (early || running.containsKey(each.getKey()) || busy(want)) continue;
      running.put(each.getKey(), want.makers);
      var holders = new ArrayList<ReplicaId>(want.makers);
      for (ReplicaId other : others) if (!want.makers.contains(other)) holders.add(other);
      if (!holders.isEmpty()) Collections.rotate(holders, -want.failures % holders.size());
      return Optional.of(new Ask(each.getKey(), holders));
    }
    return Optional.empty();
  }

  /** One blob at a time from one device: what a restart asks for again stays below a window. */
  private boolean busy(Want want) {
    for (SortedSet<ReplicaId> makers : running.values()) {
      for (ReplicaId maker : makers) if (want.makers.contains(maker)) return true;
    }
    return false;
  }

  /** The blob is here for good. Whether it was wanted. */
  boolean arrived(BlobHash hash) {
    running.remove(hash);
    Want want = wants.remove(hash);
    if (want == null) return false;
    for (Dot dot : want.named) lacking.computeIfPresent(dot, (_, n) -> n == 1 ? null : n - 1);
    return true;
  }

  /** Nobody gave it: others go first, then it is asked for again. How often it failed so far. */
  int failed(BlobHash hash, long nowNanos) {
    running.remove(hash);
    Want want = wants.remove(hash);
    if (want == null) return 0;
    want.failures++;
    want.againNanos = nowNanos + Math.min(want.failures * PAUSE_NANOS, PAUSE_NANOS_MAX);
    wants.put(hash, want);
    return want.failures;
  }

  int outstanding() {
    return wants.size();
  }

  /** Observations that name, or may name, a blob that is not here. O(them). */
  Knowledge notWhole() {
    endRun();
    Knowledge all = unread;
    for (Knowledge each : undescribed.values()) all = all.join(each);
    var counts = new TreeMap<LogId, Integer>();
    for (Dot dot : lacking.keySet()) counts.merge(dot.log(), 1, Integer::sum);
    var runs = new TreeMap<LogId, IntervalSet.Builder>();
    for (Dot dot : lacking.keySet()) {
      LogId log = dot.log();
      var _ =
          runs.computeIfAbsent(log, of -> new IntervalSet.Builder(counts.getOrDefault(of, 1)))
              .add(dot.seq(), dot.seq());
    }
    var lack = new Knowledge.Builder(runs.size());
    runs.forEach((log, each) -> lack.add(log, each.build()));
    return all.join(lack.build());
  }
}
