package io.dunlin.crdt.set;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LiveDots;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A set in which an add wins over a remove that did not see it. Removed elements leave nothing
 * behind but their place in the context.
 *
 * <p>A snapshot in the order of the dots: joins and differences cost O(elements / 64) and copy what
 * changes; asking for one element looks at all. A set that is asked often or is large belongs in an
 * {@link ORSetStore}. Space: five bytes an element beside the element, and the context. Bieniusa et
 * al. 2012, An Optimized Conflict-free Replicated Set.
 *
 * @param alive the adds that no remove has seen; an element added at once by several has several
 * @param context the writes seen
 * @param <E> the element; must have an {@code equals} and a {@code hashCode}
 */
public record ORSet<E>(LiveDots<E> alive, Knowledge context) implements Causal<ORSet<E>> {
  /** No element. */
  public static <E> ORSet<E> empty() {
    return new ORSet<>(LiveDots.none(), Knowledge.empty());
  }

  /** The delta that adds the element; the dot must be new. */
  public ORSet<E> plus(Dot dot, E element) {
    return new ORSet<>(LiveDots.of(dot, element), dotsOf(element).plus(dot));
  }

  /** The delta that removes the element as far as it is seen here. */
  public ORSet<E> minus(E element) {
    return new ORSet<>(LiveDots.none(), dotsOf(element));
  }

  /** The delta that removes everything seen here. */
  public ORSet<E> clear() {
    return new ORSet<>(LiveDots.none(), alive.dots());
  }

  private Knowledge dotsOf(E element) {
    return alive.dots(element::equals);
  }

  /** Is the element in? O(elements). */
  public boolean contains(E element) {
    return !dotsOf(element).isEmpty();
  }

  /** The elements, in the order of the dots that added them first; a fresh set, O(elements). */
  public Set<E> elements() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(alive.values()));
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
  public ORSet<E> bottom() {
    return empty();
  }

  @Override
  public ORSet<E> under(Knowledge other) {
    return new ORSet<>(alive, other);
  }

  @Override
  public ORSet<E> only(Knowledge some) {
    return new ORSet<>(alive.only(some), some);
  }

  @Override
  public ORSet<E> joinAlive(Knowledge mine, ORSet<E> other, Knowledge theirs) {
    return new ORSet<>(alive.join(mine, other.alive, theirs), mine);
  }
}
