package io.dunlin.runtime.task;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.StateView;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * This device's attempts: what SwarmState shows, and on top of it what this process wrote since. A
 * write that does not show up (the journal refused it) is made again.
 */
final class OwnAttempts {
  private final ReplicaId self;
  private final long rewriteAfterNanos;
  private final TreeMap<AttemptKey, Written> written = new TreeMap<>();
  private TreeMap<AttemptKey, Attempt> all = new TreeMap<>();

  private record Written(Attempt attempt, long atNanos) {}

  OwnAttempts(ReplicaId self, long rewriteAfterNanos) {
    this.self = self;
    this.rewriteAfterNanos = rewriteAfterNanos;
  }

  void observe(StateView view) {
    var seen = new TreeMap<AttemptKey, Attempt>();
    view.attempts()
        .forEach((key, attempt) -> {
          if (key.device().equals(self)) seen.put(key, attempt);
        });
    written
        .values()
        .removeIf(w -> {
          boolean durable = view.dots().containsKey(w.attempt.key());
          return durable && w.attempt.equals(seen.get(w.attempt.key()));
        });
    written.forEach((key, w) -> seen.put(key, w.attempt));
    all = seen;
  }

  SortedMap<AttemptKey, Attempt> all() {
    return Collections.unmodifiableSortedMap(all);
  }

  @Nullable Attempt get(AttemptKey key) {
    return all.get(key);
  }

  TaskEffect write(Attempt attempt, long nowNanos) {
    written.put(attempt.key(), new Written(attempt, nowNanos));
    all.put(attempt.key(), attempt);
    return new TaskEffect.Write(attempt.put());
  }

  /** Writes that should have shown up by now. */
  List<Attempt> late(long nowNanos) {
    return written.values().stream()
        .filter(each -> nowNanos - each.atNanos >= rewriteAfterNanos)
        .map(Written::attempt)
        .toList();
  }
}
