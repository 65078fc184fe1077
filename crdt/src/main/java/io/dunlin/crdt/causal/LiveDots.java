package io.dunlin.crdt.causal;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An immutable map from the writes that are alive to what each carries: what a {@link Causal} type
 * with content is made of.
 *
 * @param <V> what a write carries; must have an {@code equals}
 */
public final class LiveDots<V> {
  private final SortedMap<Dot, V> byDot;

  private LiveDots(SortedMap<Dot, V> byDot) {
    this.byDot = Collections.unmodifiableSortedMap(byDot);
  }

  /** None alive. */
  public static <V> LiveDots<V> none() {
    return new LiveDots<>(new TreeMap<>());
  }

  /** One write alive. */
  public static <V> LiveDots<V> of(Dot dot, V value) {
    SortedMap<Dot, V> one = new TreeMap<>();
    one.put(dot, value);
    return new LiveDots<>(one);
  }

  /** What both hold, and what one holds and the other has not seen. */
  public LiveDots<V> join(Knowledge mine, LiveDots<V> other, Knowledge theirs) {
    SortedMap<Dot, V> joined = new TreeMap<>();
    keep(joined, other, theirs);
    other.keep(joined, this, mine);
    return new LiveDots<>(joined);
  }

  private void keep(SortedMap<Dot, V> to, LiveDots<V> other, Knowledge seenByOther) {
    for (Map.Entry<Dot, V> entry : byDot.entrySet()) {
      Dot dot = entry.getKey();
      if (other.byDot.containsKey(dot) || !seenByOther.contains(dot)) {
        to.put(dot, entry.getValue());
      }
    }
  }

  /** Is none alive? */
  public boolean isEmpty() {
    return byDot.isEmpty();
  }

  /** The writes alive with what they carry; cannot be changed. */
  public SortedMap<Dot, V> byDot() {
    return byDot;
  }

  /** The writes alive. */
  public Knowledge dots() {
    return Knowledge.joinAll(byDot.keySet().stream().map(Knowledge.empty()::plus).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LiveDots<?> that && byDot.equals(that.byDot);
  }

  @Override
  public int hashCode() {
    return byDot.hashCode();
  }

  @Override
  public String toString() {
    return byDot.toString();
  }
}
