package io.dunlin.crdt.set;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LiveDots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A set in which a remove wins over an add that did not see it. The price: a removed element keeps
 * one dot until it is added again. Space O(elements ever named + logs); a join costs a 64th of
 * that, asking for one element looks at all. Almeida et al. 2018.
 *
 * @param alive the votes that no later one has seen; an element is in while all of its are for it
 * @param context the writes seen
 * @param <E> the element; must have an {@code equals} and a {@code hashCode}
 */
public record RWSet<E>(LiveDots<Vote<E>> alive, Knowledge context) implements Causal<RWSet<E>> {
  /** That the element be in, or not. */
  public record Vote<E>(E element, boolean in) {}

  /** No element. */
  public static <E> RWSet<E> empty() {
    return new RWSet<>(LiveDots.none(), Knowledge.empty());
  }

  /** The delta that adds the element; the dot must be new. */
  public RWSet<E> plus(Dot dot, E element) {
    return vote(dot, new Vote<>(element, true));
  }

  /** The delta that removes the element, seen or not; the dot must be new. */
  public RWSet<E> minus(Dot dot, E element) {
    return vote(dot, new Vote<>(element, false));
  }

  private RWSet<E> vote(Dot dot, Vote<E> vote) {
    Knowledge covered = alive.dots(other -> other.element().equals(vote.element()));
    return new RWSet<>(LiveDots.of(dot, vote), covered.plus(dot));
  }

  /** Is the element in? O(elements ever named). */
  public boolean contains(E element) {
    return elements().contains(element);
  }

  /** The elements, in the order of the dots that added them first; a fresh set. */
  public Set<E> elements() {
    Set<E> elements = new LinkedHashSet<>();
    List<E> removed = new ArrayList<>();
    for (Vote<E> vote : alive.values()) {
      if (vote.in()) {
        elements.add(vote.element());
      } else {
        removed.add(vote.element());
      }
    }
    removed.forEach(elements::remove);
    return Collections.unmodifiableSet(elements);
  }

  @Override
  public Knowledge dots() {
    return alive.dots();
  }

  @Override
  public boolean isBottom() {
    return alive.isEmpty();
  }

  @Override
  public RWSet<E> bottom() {
    return empty();
  }

  @Override
  public RWSet<E> under(Knowledge other) {
    return new RWSet<>(alive, other);
  }

  @Override
  public RWSet<E> only(Knowledge some) {
    return new RWSet<>(alive.only(some), some);
  }

  @Override
  public RWSet<E> joinAlive(Knowledge mine, RWSet<E> other, Knowledge theirs) {
    return new RWSet<>(alive.join(mine, other.alive, theirs), mine);
  }
}
