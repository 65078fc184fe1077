package io.dunlin.crdt;

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
}
