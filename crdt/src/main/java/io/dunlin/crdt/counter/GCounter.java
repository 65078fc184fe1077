package io.dunlin.crdt.counter;

import io.dunlin.crdt.Lattice;
import io.dunlin.crdt.ReplicaId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Counts upwards on every replica at once. Space O(replicas), join O(replicas). Shapiro et al.
 * 2011.
 *
 * <p>Each replica alone writes its own total, and must have it on disk before the delta leaves: one
 * that comes back with an older total counts the same numbers twice. It then needs another id.
 *
 * @param totals what each replica has counted, above 0
 */
public record GCounter(SortedMap<ReplicaId, Long> totals) implements Lattice<GCounter> {
  /**
   * Copies the totals.
   *
   * @throws IllegalArgumentException if a total is below 1
   */
  public GCounter {
    totals = Collections.unmodifiableSortedMap(new TreeMap<>(totals));
    if (totals.values().stream().anyMatch(total -> total < 1)) {
      throw new IllegalArgumentException("a total is above 0");
    }
  }

  /** Nothing counted. */
  public static GCounter zero() {
    return new GCounter(new TreeMap<>());
  }

  /**
   * The delta that counts so many more at this replica.
   *
   * @throws IllegalArgumentException if amount is negative
   * @throws ArithmeticException if the replica's total would pass {@link Long#MAX_VALUE}
   */
  public GCounter plus(ReplicaId self, long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("counts upwards only, not by " + amount);
    }
    SortedMap<ReplicaId, Long> delta = new TreeMap<>();
    if (amount > 0) {
      delta.put(self, Math.addExact(totals.getOrDefault(self, 0L), amount));
    }
    return new GCounter(delta);
  }

  /**
   * What all replicas have counted.
   *
   * @throws ArithmeticException if that is beyond {@link Long#MAX_VALUE}
   */
  public long value() {
    long value = 0;
    for (long total : totals.values()) {
      value = Math.addExact(value, total);
    }
    return value;
  }

  /** The larger total of each replica. */
  @Override
  public GCounter join(GCounter other) {
    SortedMap<ReplicaId, Long> joined = new TreeMap<>(totals);
    other.totals.forEach((replica, total) -> joined.merge(replica, total, Math::max));
    return new GCounter(joined);
  }

  /** A part for each replica: its total. */
  @Override
  public Stream<GCounter> decompose() {
    return totals.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue()));
  }

  /** Costs O(replicas). */
  @Override
  public Optional<GCounter> difference(GCounter other) {
    SortedMap<ReplicaId, Long> larger = new TreeMap<>(totals);
    larger.entrySet().removeIf(e -> other.totals.getOrDefault(e.getKey(), 0L) >= e.getValue());
    return larger.isEmpty() ? Optional.empty() : Optional.of(new GCounter(larger));
  }

  private static GCounter of(ReplicaId replica, long total) {
    SortedMap<ReplicaId, Long> one = new TreeMap<>();
    one.put(replica, total);
    return new GCounter(one);
  }
}
