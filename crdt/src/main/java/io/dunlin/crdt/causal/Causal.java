package io.dunlin.crdt.causal;

import io.dunlin.crdt.Lattice;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Those of the writes alive that are among these; the context of the result means nothing. */
  T only(Knowledge dots);

  /** A part for each write seen: with what it holds alive, or saying that it is gone. */
  @Override
  default Stream<T> decompose() {
    return context().stream().map(Knowledge.empty()::plus).map(dot -> only(dot).under(dot));
  }

  /** Costs O(size + runs). */
  @Override
  default Optional<T> difference(T other) {
    Knowledge news = context().minus(other.context());
    Knowledge gone = other.dots().intersect(context().minus(dots()));
    Knowledge told = news.join(gone);
    return told.isEmpty() ? Optional.empty() : Optional.of(only(news).under(told));
  }

  /**
   * The least delta that is right for every replica that has seen what is in the given context, and
   * of which nothing else is known. It tells of everything that is gone here, for any of it may be
   * alive there: O(runs) beside what is new. Where what is alive there can be learnt, {@link
   * #difference} or a reconciliation of live dots is shorter.
   */
  default T since(Knowledge seen) {
    return only(dots().minus(seen)).under(context().minus(dots().intersect(seen)));
  }

  /** Of two sets of writes alive: what both hold, and what one holds and the other has not seen. */
  static Knowledge joinDots(Knowledge a, Knowledge seenByA, Knowledge b, Knowledge seenByB) {
    return a.intersect(b).join(a.minus(seenByB)).join(b.minus(seenByA));
  }
}
