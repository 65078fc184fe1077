package io.dunlin.crdt.set;

import io.dunlin.crdt.Lattice;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A set that only grows. Space and join O(elements). Shapiro et al. 2011.
 *
 * @param elements sorted, in an order that agrees with {@code equals}
 * @param <E> the element
 */
public record GSet<E extends Comparable<E>>(SortedSet<E> elements) implements Lattice<GSet<E>> {
  /** Copies the elements. */
  public GSet {
    elements = Collections.unmodifiableSortedSet(new TreeSet<>(elements));
  }

  /** No element. */
  public static <E extends Comparable<E>> GSet<E> empty() {
    return new GSet<E>(new TreeSet<>());
  }

  /** The delta that adds the element: empty if it is in already. */
  public GSet<E> plus(E element) {
    return elements.contains(element) ? empty() : of(element);
  }

  private static <E extends Comparable<E>> GSet<E> of(E element) {
    SortedSet<E> one = new TreeSet<>();
    one.add(element);
    return new GSet<>(one);
  }

  @Override
  public GSet<E> join(GSet<E> other) {
    SortedSet<E> joined = new TreeSet<>(elements);
    joined.addAll(other.elements);
    return new GSet<>(joined);
  }

  /** A part for each element. */
  @Override
  public Stream<GSet<E>> decompose() {
    return elements.stream().map(GSet::of);
  }

  /** Costs O(elements log elements). */
  @Override
  public Optional<GSet<E>> difference(GSet<E> other) {
    SortedSet<E> more = new TreeSet<>(elements);
    more.removeAll(other.elements);
    return more.isEmpty() ? Optional.empty() : Optional.of(new GSet<>(more));
  }
}
