package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Entries on their way somewhere, with their bytes and when they left: sent to a peer and not
 * confirmed, or given to the journal and not durable. At most {@value #RUNS_MAX} runs; the oldest
 * gives way. Only numbers are kept, no bodies.
 */
final class Flight {
  static final int RUNS_MAX = 4_096;

  private record Item(LogId log, long first, long last, int bytes, long atNanos) {
    IntervalSet places() {
      return IntervalSet.of(first, last);
    }
  }

  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final TreeMap<LogId, IntervalSet> places = new TreeMap<>();
  private long bytes;

  void add(LogId log, long first, long last, int itemBytes, long nowNanos) {
    if (items.size() == RUNS_MAX) {
      Item oldest = items.removeFirst();
      bytes -= oldest.bytes();
      rebuild(oldest.log());
    }
    items.addLast(new Item(log, first, last, itemBytes, nowNanos));
    bytes += itemBytes;
    places.put(log, of(log).plus(first, last));
  }

  IntervalSet of(LogId log) {
    return places.getOrDefault(log, IntervalSet.empty());
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  boolean isFull() {
    return items.size() == RUNS_MAX;
  }

  Iterable<LogId> logs() {
    return places.keySet();
  }

  /** These arrived: whatever left in one piece and is wholly among them is forgotten. */
  void landed(LogId log, IntervalSet arrived) {
    if (places.containsKey(log)) {
      remove(log, item -> arrived.containsAll(item.places()));
    }
  }

  /**
   * A peer said what it has of a log: what left before the cutoff and lies in the range of the
   * statement has arrived or is lost.
   *
   * @return bytes lost
   */
  long settle(Statement statement, long cutoffNanos) {
    if (!places.containsKey(statement.log())) {
      return 0;
    }
    landed(statement.log(), statement.present());
    IntervalSet range = statement.range();
    long[] lost = {0};
    remove(
        statement.log(),
        item -> {
          if (item.atNanos() > cutoffNanos || !range.containsAll(item.places())) {
            return false;
          }
          long missing = item.places().minus(statement.present()).count();
          lost[0] += item.bytes() * missing / (item.last() - item.first() + 1);
          return true;
        });
    return lost[0];
  }

  /** What left before the cutoff, lies in the range and is not wholly present is forgotten. */
  void lost(LogId log, IntervalSet range, IntervalSet present, long cutoffNanos) {
    if (places.containsKey(log)) {
      remove(
          log,
          item ->
              item.atNanos() <= cutoffNanos
                  && range.containsAll(item.places())
                  && !present.containsAll(item.places()));
    }
  }

  /** What left before the cutoff is forgotten, whatever became of it. */
  void expire(long cutoffNanos) {
    while (!items.isEmpty() && items.getFirst().atNanos() < cutoffNanos) {
      Item oldest = items.removeFirst();
      bytes -= oldest.bytes();
      rebuild(oldest.log());
    }
  }

  void clear() {
    items.clear();
    places.clear();
    bytes = 0;
  }

  private void remove(LogId log, Predicate<Item> which) {
    boolean changed = false;
    for (Iterator<Item> all = items.iterator(); all.hasNext(); ) {
      Item item = all.next();
      if (item.log().equals(log) && which.test(item)) {
        all.remove();
        bytes -= item.bytes();
        changed = true;
      }
    }
    if (changed) {
      rebuild(log);
    }
  }

  private void rebuild(LogId log) {
    IntervalSet left = IntervalSet.empty();
    for (Item item : items) {
      if (item.log().equals(log)) {
        left = left.plus(item.first(), item.last());
      }
    }
    if (left.isEmpty()) {
      places.remove(log);
    } else {
      places.put(log, left);
    }
  }
}
