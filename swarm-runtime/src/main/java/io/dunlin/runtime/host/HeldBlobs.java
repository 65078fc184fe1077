package io.dunlin.runtime.host;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobSpaceException;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.EntrySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Why a blob may not be dropped yet: a task wants it, an own observation names it that no gateway
 * has committed, or it is kept for good. What was here at the start is kept until it is known what
 * names it. Pins in the store exactly what is held for one of these reasons. Safe for threads;
 * memory is about 200 bytes for each observation that is not committed and names a blob.
 */
final class HeldBlobs {
  private static final int READ_BYTES = 256 * 1024;

  private final ReplicaId self;
  private final BlobStore blobs;
  private final boolean dropOldest;
  private final Consumer<Event> events;

  /** How many reasons there are for each; a blob is pinned while there is one. */
  private final Map<BlobHash, Integer> reasons = new HashMap<>();

  private final Set<BlobHash> byTasks = new HashSet<>();
  private final Set<BlobHash> forGood = new HashSet<>();
  private final Set<BlobHash> atStart = new HashSet<>();

  /** Stored for an observation that is not durable yet. */
  private final Map<BlobHash, Integer> fresh = new HashMap<>();

  /** The oldest first. */
  private final TreeMap<Dot, List<BlobHash>> named = new TreeMap<>();

  private final Map<String, SeriesDescriptor> series = new HashMap<>();
  private Knowledge committed = Knowledge.empty();

  /**
   * Holds all that is in the store.
   *
   * @param dropOldest whether the oldest observation's blob gives way where there is no room
   */
  HeldBlobs(ReplicaId self, BlobStore blobs, boolean dropOldest, Consumer<Event> events) {
    this.self = self;
    this.blobs = blobs;
    this.dropOldest = dropOldest;
    this.events = events;
    for (BlobHash hash : blobs.all()) if (atStart.add(hash)) more(hash);
  }

  /** Own observations of this series may name blobs. */
  synchronized void describe(SeriesDescriptor descriptor) {
    if (descriptor.namesBlobs()) series.put(descriptor.hash(), descriptor);
  }

  /** Looks in the journal for what names the blobs that were here; then the others may go. */
  void readJournal(EntrySource journal, Knowledge here) {
    for (Map.Entry<LogId, IntervalSet> each : here.logs().entrySet()) {
      LogId log = each.getKey();
      if (atStartOnly() && log.origin().equals(self) && log.lane() != Lane.STATE.number()) {
        for (IntervalSet.Run run : each.getValue().minus(committed(log)).runs()) {
          read(journal, log, run);
        }
      }
    }
    started();
  }

  private synchronized boolean atStartOnly() {
    return !atStart.isEmpty() && !series.isEmpty();
  }

  private synchronized IntervalSet committed(LogId log) {
    return committed.of(log);
  }

  private void read(EntrySource journal, LogId log, IntervalSet.Run run) {
    long next = run.first();
    while (next <= run.last()) {
      List<LogEntry> found = journal.read(log, next, READ_BYTES);
      if (found.isEmpty()) return;
      durable(found);
      next = found.getLast().dot().seq() + 1;
    }
  }

  /** What holds the blobs that were here at the start is known; the others may go. */
  synchronized void started() {
    atStart.forEach(this::less);
    atStart.clear();
  }

  /** Stores content for an observation that is about to be recorded, and holds it. */
  BlobHash keep(byte[] content) throws IOException {
    BlobHash hash = BlobHash.digest(content);
    synchronized (this) {
      fresh.merge(hash, 1, Integer::sum);
      more(hash);
    }
    try {
      while (true) {
        try {
          return blobs.put(content);
        } catch (BlobSpaceException e) {
          if (!dropOldest || !dropOldest()) throw e;
        }
      }
    } catch (IOException | RuntimeException e) {
      notFresh(hash);
      throw e;
    }
  }

  private synchronized boolean dropOldest() {
    Map.Entry<Dot, List<BlobHash>> oldest = named.pollFirstEntry();
    if (oldest == null) return false;
    oldest.getValue().forEach(this::less);
    events.accept(
        Event.of(
            1023,
            "blobs.dropped",
            "dot",
            oldest.getKey().toString(),
            "blobs",
            (long) oldest.getValue().size()));
    return true;
  }

  /** What these name is held until it is committed. */
  synchronized void durable(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      List<BlobHash> hashes = blobsOf(entry);
      if (hashes.isEmpty()) continue;
      boolean wanted = !committed.contains(entry.dot()) && !named.containsKey(entry.dot());
      if (wanted) {
        named.put(entry.dot(), hashes);
        hashes.forEach(this::more);
      }
      hashes.forEach(this::notFresh);
    }
  }

  /** These never were. */
  synchronized void refused(List<LogEntry> entries) {
    for (LogEntry entry : entries) blobsOf(entry).forEach(this::notFresh);
  }

  private synchronized void notFresh(BlobHash hash) {
    if (!fresh.containsKey(hash)) return;
    fresh.computeIfPresent(hash, (_, n) -> n == 1 ? null : n - 1);
    less(hash);
  }

  private List<BlobHash> blobsOf(LogEntry entry) {
    if (series.isEmpty()
        || entry.kind() != EntryKind.OBSERVATION
        || !entry.dot().origin().equals(self)) {
      return List.of();
    }
    try {
      SeriesDescriptor descriptor = series.get(Observation.seriesOf(entry.body()));
      if (descriptor == null) return List.of();
      var hashes = new ArrayList<BlobHash>();
      for (String hash : Observation.blobs(entry.body(), descriptor)) {
        hashes.add(BlobHash.parse(hash));
      }
      return hashes;
    } catch (MalformedException e) {
      throw new IllegalStateException("an own observation does not decode: " + entry, e);
    }
  }

  /** Gateways hold these observations for good, with all that they name. */
  synchronized void committed(Knowledge byGateways) {
    committed = committed.join(byGateways);
    named
        .entrySet()
        .removeIf(each -> {
          if (!committed.contains(each.getKey())) return false;
          each.getValue().forEach(this::less);
          return true;
        });
  }

  synchronized void pin(BlobHash hash) {
    if (byTasks.add(hash)) more(hash);
  }

  synchronized void unpin(BlobHash hash) {
    if (byTasks.remove(hash)) less(hash);
  }

  synchronized void keepForGood(BlobHash hash) {
    if (forGood.add(hash)) more(hash);
  }

  private synchronized void more(BlobHash hash) {
    if (reasons.merge(hash, 1, Integer::sum) == 1) blobs.pin(hash);
  }

  private synchronized void less(BlobHash hash) {
    if (reasons.computeIfPresent(hash, (_, n) -> n == 1 ? null : n - 1) == null) blobs.unpin(hash);
  }
}
