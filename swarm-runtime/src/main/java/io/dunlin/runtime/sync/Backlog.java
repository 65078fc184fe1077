package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Entries that wait to be sent to one peer, most urgent lane first. A subset of what is seen here.
 */
final class Backlog {
  private static final Comparator<LogId> BY_LANE =
      Comparator.comparingInt(LogId::lane).thenComparing(Comparator.naturalOrder());

  private final TreeMap<LogId, IntervalSet> waiting = new TreeMap<>(BY_LANE);

  IntervalSet of(LogId log) {
    return waiting.getOrDefault(log, IntervalSet.empty());
  }

  void put(LogId log, IntervalSet places) {
    if (places.isEmpty()) {
      waiting.remove(log);
    } else {
      waiting.put(log, places);
    }
  }

  void plus(LogId log, IntervalSet places) {
    put(log, of(log).union(places));
  }

  void minus(LogId log, IntervalSet places) {
    if (waiting.containsKey(log)) {
      put(log, of(log).minus(places));
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  Map.@Nullable Entry<LogId, IntervalSet> first() {
    return waiting.firstEntry();
  }

  Map.@Nullable Entry<LogId, IntervalSet> after(LogId log) {
    return waiting.higherEntry(log);
  }

  long count() {
    long count = 0;
    for (IntervalSet places : waiting.values()) {
      count += places.count();
    }
    return count;
  }

  void clear() {
    waiting.clear();
  }
}
