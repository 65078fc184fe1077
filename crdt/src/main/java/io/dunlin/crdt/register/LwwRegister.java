package io.dunlin.crdt.register;

import io.dunlin.crdt.Lattice;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import java.util.stream.Stream;

/**
 * The value of the greatest stamp; of equal stamps the greatest dot, so that a tie has one winner
 * everywhere. Concurrent values are lost, and so is a knowing overwrite whose clock was behind:
 * take {@link MvRegister} unless that is welcome. Join O(1).
 *
 * @param stamp when it was written, as far as the writer knew
 * @param dot the write
 * @param value what was written
 * @param <V> what is held
 */
public record LwwRegister<V>(Stamp stamp, Dot dot, V value) implements Lattice<LwwRegister<V>> {
  @Override
  public LwwRegister<V> join(LwwRegister<V> other) {
    int byStamp = stamp.compareTo(other.stamp);
    int order = byStamp != 0 ? byStamp : dot.compareTo(other.dot);
    return order >= 0 ? this : other;
  }

  /** One part: itself. */
  @Override
  public Stream<LwwRegister<V>> decompose() {
    return Stream.of(this);
  }
}
