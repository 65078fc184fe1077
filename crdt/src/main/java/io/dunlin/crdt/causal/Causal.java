package io.dunlin.crdt.causal;

import io.dunlin.crdt.Lattice;

/**
 * A lattice whose content is writes that are alive, beside a context that says which writes it has
 * seen. A write that one side has seen and does not hold is gone: so things are removed without
 * leaving tombstones.
 *
 * <p>Join keeps what both hold, and what one holds and the other has not seen. It is a join only
 * among reachable values: a dot has one content, and a value's context holds all its dots.
 *
 * <p>Within a map many values share the map's context; that is why the context can be exchanged.
 *
 * @param <T> the implementing type itself
 */
public interface Causal<T extends Causal<T>> extends Lattice<T> {
  /** The writes this value has seen, alive or not. */
  Knowledge context();

  /** The writes alive in it. */
  Knowledge dots();

  /** Is nothing alive in it? */
  boolean isBottom();

  /** The value with nothing alive and nothing seen. */
  T bottom();

  /** The same writes alive, with another context. O(1). */
  T under(Knowledge context);

  /**
   * Joins what is alive in both, taking the given contexts for theirs. The context of the result
   * means nothing until it is set.
   */
  T joinAlive(Knowledge mine, T other, Knowledge theirs);

  @Override
  default T join(T other) {
    return joinAlive(context(), other, other.context()).under(context().join(other.context()));
  }

  /** Of two sets of writes alive: what both hold, and what one holds and the other has not seen. */
  static Knowledge joinDots(Knowledge a, Knowledge seenByA, Knowledge b, Knowledge seenByB) {
    return a.intersect(b).join(a.minus(seenByB)).join(b.minus(seenByA));
  }
}
