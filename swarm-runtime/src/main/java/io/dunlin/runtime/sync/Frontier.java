package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.CausalCodec;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is seen and durable here, with its hash. Adding costs O(log logs + runs), the hash O(logs).
 */
final class Frontier {
  private final TreeMap<LogId, IntervalSet> seen;

  /** At which revision a log changed last; not there: before the start. */
  private final TreeMap<LogId, Long> changed = new TreeMap<>();

  private final Map<Scope, Partial> partial = new HashMap<>();
  private @Nullable Knowledge knowledge;
  private long hash;
  private long revision;

  Frontier(Knowledge start) {
    seen = new TreeMap<>(start.logs());
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
      seen.put(log, after);
      knowledge = null;
      revision++;
      changed.put(log, revision);
    }
  }

  /** What was seen is not here any more. */
  void remove(LogId log, IntervalSet places) {
    IntervalSet before = of(log);
    IntervalSet after = before.minus(places);
    if (after.equals(before)) {
      return;
    }
    if (after.isEmpty()) {
      seen.remove(log);
    } else {
      seen.put(log, after);
    }
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
      hash = hash(current);
    }
    return current;
  }

  /** First eight bytes of the SHA-256 of the canonical knowledge. */
  long hash() {
    knowledge();
    return hash;
  }

  private record Partial(long revision, long hash) {}

  /** The same of what is in a scope. */
  long hash(Scope scope) {
    if (scope.isAll()) {
      return hash();
    }
    Partial known = partial.get(scope);
    if (known == null || known.revision() != revision) {
      var builder = new Knowledge.Builder(seen.size());
      seen.forEach((log, places) -> {
        if (scope.includes(log)) {
          builder.add(log, places);
        }
      });
      if (partial.size() >= Roster.PEERS_MAX) {
        partial.clear();
      }
      known = new Partial(revision, hash(builder.build()));
      partial.put(scope, known);
    }
    return known.hash();
  }

  private static long hash(Knowledge knowledge) {
    var bytes = new ByteWriter();
    CausalCodec.write(bytes, knowledge);
    return ByteBuffer.wrap(SyncSettings.sha256(bytes.toBytes())).getLong();
  }
}
