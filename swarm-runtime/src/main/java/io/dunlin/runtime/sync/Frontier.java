package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is seen and durable here, with its hash: the sum of a hash of each log, so that a change
 * costs O(log logs + runs) and the hash of any scope O(lanes).
 */
final class Frontier {
  private static final int LANES = 8;

  /** Is told before something changes. */
  interface Watcher {
    void changing(LogId log, IntervalSet before);
  }

  private final TreeMap<LogId, IntervalSet> seen;

  /** At which revision a log changed last; not there: before the start. */
  private final TreeMap<LogId, Long> changed = new TreeMap<>();

  /** By lane, and by origin and lane. */
  private final long[] sums = new long[LANES];

  private final Map<ReplicaId, long[]> sumsByOrigin = new HashMap<>();
  private final Watcher watcher;
  private @Nullable Knowledge knowledge;
  private long revision;

  Frontier(Knowledge start, Watcher watcher) {
    seen = new TreeMap<>(start.logs());
    this.watcher = watcher;
    seen.forEach((log, places) -> count(log, IntervalSet.empty(), places));
  }

  IntervalSet of(LogId log) {
    return seen.getOrDefault(log, IntervalSet.empty());
  }

  boolean contains(Dot dot) {
    return of(dot.log()).contains(dot.seq());
  }

  void add(LogId log, IntervalSet places) {
    IntervalSet before = of(log);
    IntervalSet after = before.union(places);
    if (!after.equals(before)) {
      put(log, before, after);
    }
  }

  /** What was seen is not here any more. */
  void remove(LogId log, IntervalSet places) {
    IntervalSet before = of(log);
    IntervalSet after = before.minus(places);
    if (!after.equals(before)) {
      put(log, before, after);
    }
  }

  private void put(LogId log, IntervalSet before, IntervalSet after) {
    watcher.changing(log, before);
    if (after.isEmpty()) {
      seen.remove(log);
    } else {
      seen.put(log, after);
    }
    count(log, before, after);
    knowledge = null;
    revision++;
    changed.put(log, revision);
  }

  SortedMap<LogId, IntervalSet> logs() {
    return Collections.unmodifiableSortedMap(seen);
  }

  boolean isChangedSince(LogId log, long since) {
    return changed.getOrDefault(log, 0L) > since;
  }

  /** Rises with every change. */
  long revision() {
    return revision;
  }

  Knowledge knowledge() {
    Knowledge current = knowledge;
    if (current == null) {
      var builder = new Knowledge.Builder(seen.size());
      seen.forEach(builder::add);
      current = builder.build();
      knowledge = current;
    }
    return current;
  }

  /** The same for equal contents of the scope, and hardly for others. */
  long hash(Scope scope) {
    long hash = 0;
    long[] ours = sumsByOrigin.get(scope.self());
    long[] theirs = sumsByOrigin.get(scope.peer());
    for (int lane = 0; lane < LANES; lane++) {
      if (scope.isShared(lane)) {
        hash += sums[lane];
      } else {
        hash += ours != null && scope.isGiven(lane) ? ours[lane] : 0;
        hash += theirs != null && scope.isTaken(lane) ? theirs[lane] : 0;
      }
    }
    return hash;
  }

  private void count(LogId log, IntervalSet before, IntervalSet after) {
    long more = hash(log, after) - hash(log, before);
    sums[log.lane()] += more;
    sumsByOrigin.computeIfAbsent(log.origin(), _ -> new long[LANES])[log.lane()] += more;
  }

  /** Of one log; 0 if nothing of it is there. See docs/formats/sync.md. */
  static long hash(LogId log, IntervalSet places) {
    if (places.isEmpty()) {
      return 0;
    }
    long hash = mix(mix(log.origin().high()) ^ log.origin().low());
    hash = mix(mix(hash ^ log.epoch()) ^ log.lane());
    for (IntervalSet.Run run : places.runs()) {
      hash = mix(mix(hash ^ run.first()) ^ run.last());
    }
    return hash;
  }

  /** The finaliser of SplitMix64 after one step (Steele, Lea, Flood 2014). */
  static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
