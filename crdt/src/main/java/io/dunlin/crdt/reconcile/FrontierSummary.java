package io.dunlin.crdt.reconcile;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to tell a peer what we have seen in the fewest bytes: all logs, those that changed since it
 * told us last, or symbols of all from which it finds those that differ.
 */
public enum FrontierSummary {
  /** Every log with what is seen of it. */
  ALL,
  /** Only the logs of which the peer, by what it told us last, knows other. */
  CHANGED,
  /** Coded symbols over {@link #items}, then the logs that differ. */
  SYMBOLS;

  /** Bytes of a symbol on the wire: sum 8, check 4, count 1. */
  private static final int SYMBOL_BYTES = 13;

  /**
   * Symbols a differing log takes: it is two items, ours and theirs, at about 1.5 symbols an item.
   */
  private static final int SYMBOLS_PER_LOG = 3;

  /**
   * The cheapest way, by bytes with logs named by a dictionary.
   *
   * @param ours what we have seen
   * @param lastTheirs what the peer told last, if that is remembered
   * @param logsDiffering how many logs are thought to differ, where it is not
   */
  public static FrontierSummary cheapest(
      Knowledge ours, Optional<Knowledge> lastTheirs, int logsDiffering) {
    if (lastTheirs.isPresent()) {
      return changed(ours, lastTheirs.get()).size() < ours.logs().size() ? CHANGED : ALL;
    }
    long all = ours.logs().values().stream().mapToLong(FrontierSummary::bytes).sum();
    long symbols = (long) logsDiffering * SYMBOLS_PER_LOG * SYMBOL_BYTES;
    long each = ours.isEmpty() ? 0 : all / ours.logs().size();
    return symbols + logsDiffering * each < all ? SYMBOLS : ALL;
  }

  /** A place in the dictionary, the number of runs, and each run. */
  private static long bytes(IntervalSet seen) {
    long bytes = 2;
    long next = 1;
    for (IntervalSet.Run run : seen.runs()) {
      bytes += varintBytes(run.first() - next) + varintBytes(run.last() - run.first());
      next = run.last() + 2;
    }
    return bytes;
  }

  private static int varintBytes(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  /** The logs of which ours is not what the peer told last, with what is seen of them here. */
  public static SortedMap<LogId, IntervalSet> changed(Knowledge ours, Knowledge lastTheirs) {
    TreeMap<LogId, IntervalSet> changed = new TreeMap<>(ours.logs());
    changed.entrySet().removeIf(entry -> lastTheirs.of(entry.getKey()).equals(entry.getValue()));
    return changed;
  }

  /**
   * An item for each log and what is seen of it, for a {@link SymbolStream}. Equal logs of two
   * replicas have equal items; the items that only one has name the logs that differ.
   */
  public static SortedMap<Long, LogId> items(HashKey key, Knowledge seen) {
    TreeMap<Long, LogId> items = new TreeMap<>();
    seen.logs().forEach((log, places) -> items.put(key.hash(bytes(log, places)), log));
    return items;
  }

  private static byte[] bytes(LogId log, IntervalSet places) {
    var runs = places.runs();
    ByteBuffer bytes = ByteBuffer.allocate(25 + 16 * runs.size());
    bytes.putLong(log.origin().high()).putLong(log.origin().low());
    bytes.putLong(log.epoch()).put((byte) log.lane());
    runs.forEach(run -> bytes.putLong(run.first()).putLong(run.last()));
    return bytes.array();
  }
}
