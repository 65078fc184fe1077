package io.dunlin.crdt.register;

import io.dunlin.crdt.Lattice;
import java.util.stream.Stream;

/**
 * The greatest value written so far. Join O(1).
 *
 * @param value of a type whose order agrees with its {@code equals}
 * @param <V> what is compared
 */
public record MaxRegister<V extends Comparable<V>>(V value) implements Lattice<MaxRegister<V>> {
  @Override
  public MaxRegister<V> join(MaxRegister<V> other) {
    return value.compareTo(other.value) >= 0 ? this : other;
  }

  /** One part: itself. */
  @Override
  public Stream<MaxRegister<V>> decompose() {
    return Stream.of(this);
  }
}
