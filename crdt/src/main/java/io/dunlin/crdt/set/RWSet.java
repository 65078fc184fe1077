package io.dunlin.crdt.set;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.map.ORMap;
import io.dunlin.crdt.register.MvRegister;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set in which a remove wins over an add that did not see it. The price: a removed element keeps
 * one dot until it is added again. Space O(elements ever named + logs), join the same. Almeida et
 * al. 2018.
 *
 * @param votes an element is in while all that is written of it is true
 * @param <E> the element
 */
public record RWSet<E extends Comparable<E>>(ORMap<E, MvRegister<Boolean>> votes)
    implements Causal<RWSet<E>> {
  /** No element. */
  public static <E extends Comparable<E>> RWSet<E> empty() {
    return new RWSet<E>(ORMap.empty());
  }

  /** The delta that adds the element; the dot must be new. */
  public RWSet<E> plus(Dot dot, E element) {
    return vote(dot, element, true);
  }

  /** The delta that removes the element, seen or not; the dot must be new. */
  public RWSet<E> minus(Dot dot, E element) {
    return vote(dot, element, false);
  }

  private RWSet<E> vote(Dot dot, E element, boolean in) {
    return new RWSet<>(votes.update(element, MvRegister.empty(), votes -> votes.write(dot, in)));
  }

  /** Is the element in? */
  public boolean contains(E element) {
    MvRegister<Boolean> written = votes.get(element, MvRegister.empty());
    return !written.isBottom() && !written.values().contains(false);
  }

  /** The elements, sorted. */
  public SortedSet<E> elements() {
    SortedSet<E> elements = new TreeSet<>(votes.keys());
    elements.removeIf(element -> !contains(element));
    return Collections.unmodifiableSortedSet(elements);
  }

  @Override
  public Knowledge context() {
    return votes.context();
  }

  @Override
  public Knowledge dots() {
    return votes.dots();
  }

  @Override
  public boolean isBottom() {
    return votes.isBottom();
  }

  @Override
  public RWSet<E> bottom() {
    return empty();
  }

  @Override
  public RWSet<E> under(Knowledge other) {
    return new RWSet<>(votes.under(other));
  }

  @Override
  public RWSet<E> joinAlive(Knowledge mine, RWSet<E> other, Knowledge theirs) {
    return new RWSet<>(votes.joinAlive(mine, other.votes, theirs));
  }
}
