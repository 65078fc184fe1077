package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a device may let go of what a gateway took: a place is safe once the gateway
 * said that it is committed, after it said that it received it and under the same verifier. Under
 * another verifier everything that was received and not committed is to be sent again (RFC 1813,
 * section 4.8). "After" is in the order in which the gateway spoke, whatever the network did to it.
 *
 * <p>What is safe stays safe: it is never withdrawn, so the loss of a gateway's disk is the limit.
 * {@code docs/design/custody.md} has the model that runs this class through every interleaving.
 * Bounds as in {@link Peer}; what goes beyond is not taken as safe.
 */
final class Custody {
  private final TreeMap<LogId, IntervalSet> unstable = new TreeMap<>();
  private final TreeMap<LogId, IntervalSet> safe = new TreeMap<>();

  /** The receipt that last said what was received of a log. */
  private final TreeMap<LogId, Long> numbers = new TreeMap<>();

  private @Nullable Verifier verifier;

  /**
   * The gateway speaks under this verifier.
   *
   * @return what was received under the one before and is not safe: to be sent again
   */
  SortedMap<LogId, IntervalSet> heard(Verifier said) {
    var again = new TreeMap<LogId, IntervalSet>();
    if (!said.equals(verifier)) {
      verifier = said;
      again.putAll(unstable);
      unstable.clear();
      numbers.clear();
    }
    return again;
  }

  /** Came later than what it says: it was overtaken, and says nothing. */
  boolean isOld(Verifier said) {
    return verifier != null && said.isBefore(verifier);
  }

  /**
   * The gateway received, of a range of a log, what is present. To be called after heard.
   *
   * @param number of the receipt; an overtaken one changes nothing
   */
  void received(long number, LogId log, IntervalSet range, IntervalSet present) {
    if (number < numbers.getOrDefault(log, 0L)) {
      return;
    }
    if (numbers.size() < Peer.LOGS_MAX || numbers.containsKey(log)) {
      numbers.put(log, number);
    } else {
      return;
    }
    put(unstable, log, unstable(log).minus(range).union(present).minus(safe(log)));
  }

  /**
   * The gateway committed these.
   *
   * @param number of the receipt; one from before what was received of the log says nothing
   * @return what is safe by it and was not before
   */
  IntervalSet committed(Verifier said, long number, LogId log, IntervalSet places) {
    if (!said.equals(verifier) || number < numbers.getOrDefault(log, 0L)) {
      return IntervalSet.empty();
    }
    IntervalSet written = unstable(log);
    IntervalSet fresh = places.intersect(written);
    put(safe, log, safe(log).union(fresh));
    put(unstable, log, written.minus(fresh));
    return fresh;
  }

  /** What was received under the verifier and is not safe. */
  IntervalSet unstable(LogId log) {
    return unstable.getOrDefault(log, IntervalSet.empty());
  }

  /** Under which the gateway spoke last. */
  @Nullable Verifier verifier() {
    return verifier;
  }

  IntervalSet safe(LogId log) {
    return safe.getOrDefault(log, IntervalSet.empty());
  }

  SortedMap<LogId, IntervalSet> safe() {
    return Collections.unmodifiableSortedMap(safe);
  }

  private static void put(Map<LogId, IntervalSet> sets, LogId log, IntervalSet places) {
    if (places.isEmpty()) {
      sets.remove(log);
    } else if (places.runs().size() <= Peer.RUNS_MAX
        && (sets.size() < Peer.LOGS_MAX || sets.containsKey(log))) {
      sets.put(log, places);
    }
  }
}
