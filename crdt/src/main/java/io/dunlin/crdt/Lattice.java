package io.dunlin.crdt;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * An immutable value with a least upper bound. A delta is a value of the same type: join it here,
 * send it there.
 *
 * <p>Join is commutative, associative and idempotent, so messages may be lost and repeated,
 * duplicated and reordered. Equal values are {@code equals}.
 *
 * @param <T> the implementing type itself
 */
public interface Lattice<T extends Lattice<T>> {
  /** The least value that holds everything of both. Neither argument changes. */
  T join(T other);

  /**
   * The least parts that joined make this value: none of them is itself the join of others, and
   * none can be left out. Nothing for the value that holds nothing. Made as they are read.
   */
  Stream<T> decompose();

  /**
   * The least value that, joined to the other, makes it hold everything of both; nothing if it does
   * already. What a replica should send to one whose state it knows, instead of all it has.
   *
   * <p>Costs O(parts · size) where a type does not say better. Enes et al. 2019, Efficient
   * Synchronization of State-based CRDTs.
   */
  default Optional<T> difference(T other) {
    return decompose().filter(part -> !other.join(part).equals(other)).reduce(Lattice::join);
  }
}
