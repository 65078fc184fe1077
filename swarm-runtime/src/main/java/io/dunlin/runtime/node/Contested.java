package io.dunlin.runtime.node;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.EntrySource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a device recorded under dots that somebody else may have given to something else: two
 * processes wrote in one epoch from some moment on. Nobody can tell that moment, so it is set
 * early: an observation written twice can be told from its copy, one that is gone is gone.
 */
final class Contested {
  /** The newest so many observations are written again. */
  static final int ENTRIES_MAX = 1_024;

  private static final int READ_BYTES = 64 * 1024;

  private Contested() {}

  /**
   * Own observations of this epoch that may be gone for others, oldest first.
   *
   * @param evidence where another content than ours was seen, or an entry we never wrote
   * @param underway own entries that the journal has not taken yet
   */
  static List<LogEntry> of(
      EntrySource source, OwnLogs logs, Dot evidence, Collection<LogEntry> underway) {
    var found = new TreeMap<Dot, LogEntry>();
    for (Lane lane : Lane.values()) {
      long from = Math.max(1, logs.head(lane) - ENTRIES_MAX + 1);
      read(source, logs.log(lane), from, found);
    }
    for (LogEntry entry : underway) {
      if (logs.isOwn(entry.dot())) found.put(entry.dot(), entry);
    }
    long since = since(found, evidence);
    return found.values().stream()
        .filter(entry -> entry.kind() == EntryKind.OBSERVATION && entry.bootNanos() >= since)
        .sorted(Comparator.comparingLong(LogEntry::bootNanos).reversed())
        .limit(ENTRIES_MAX)
        .sorted(Comparator.comparingLong(LogEntry::bootNanos))
        .toList();
  }

  /** One process became two after the last entry that stands before the first one to differ. */
  private static long since(NavigableMap<Dot, LogEntry> found, Dot evidence) {
    Map.Entry<Dot, LogEntry> before = found.lowerEntry(evidence);
    return found.containsKey(evidence)
            && before != null
            && before.getKey().log().equals(evidence.log())
        ? before.getValue().bootNanos()
        : Long.MIN_VALUE;
  }

  private static void read(EntrySource source, LogId log, long from, Map<Dot, LogEntry> found) {
    List<LogEntry> some = source.read(log, from, READ_BYTES);
    while (!some.isEmpty()) {
      for (LogEntry entry : some) found.put(entry.dot(), entry);
      some = source.read(log, some.getLast().dot().seq() + 1, READ_BYTES);
    }
  }
}
