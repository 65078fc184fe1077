package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.Member;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which device of an island plans: the one with the most speed times cores, of equals the lowest
 * id. Nobody votes; devices that see the same island name the same one, and two that plan for a
 * while do no harm. It changes only once the island has stayed the same for a time.
 */
final class Election {
  private static final Comparator<Member> CAPABLE =
      Comparator.<Member>comparingDouble(m -> m.speed() * m.cores())
          .thenComparing(Comparator.comparing(Member::id).reversed());

  private final long stableNanos;
  private SortedSet<ReplicaId> island = Collections.emptySortedSet();
  private @Nullable ReplicaId candidate;
  private @Nullable ReplicaId elected;
  private long sinceNanos;

  Election(long stableNanos) {
    this.stableNanos = stableNanos;
  }

  /** The coordinator now, null before the first one. */
  @Nullable ReplicaId coordinator(
      SortedMap<ReplicaId, Member> members, SortedSet<ReplicaId> reachable, long nowNanos) {
    ReplicaId best =
        members.values().stream()
            .filter(member -> reachable.contains(member.id()))
            .max(CAPABLE)
            .map(Member::id)
            .orElse(null);
    if (best == null) return elected;
    if (!best.equals(candidate) || !reachable.equals(island)) {
      candidate = best;
      island = new TreeSet<>(reachable);
      sinceNanos = nowNanos;
    }
    if (stable(nowNanos)) elected = candidate;
    return elected;
  }

  /** Whether the island has stayed the same long enough. */
  boolean stable(long nowNanos) {
    return nowNanos - sinceNanos >= stableNanos;
  }
}
