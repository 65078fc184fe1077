package io.dunlin.crdt.set;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.flag.EnableWinsFlag;
import io.dunlin.crdt.map.ORMap;
import java.util.SortedSet;

/**
 * A set in which an add wins over a remove that did not see it. Removed elements leave nothing
 * behind but their place in the context. Space O(elements + logs), join O(elements). Bieniusa et
 * al. 2012.
 *
 * @param flags an element is in while its flag is on
 * @param <E> the element
 */
public record ORSet<E extends Comparable<E>>(ORMap<E, EnableWinsFlag> flags)
    implements Causal<ORSet<E>> {
  /** No element. */
  public static <E extends Comparable<E>> ORSet<E> empty() {
    return new ORSet<E>(ORMap.empty());
  }

  /** The delta that adds the element; the dot must be new. */
  public ORSet<E> plus(Dot dot, E element) {
    return new ORSet<>(flags.update(element, EnableWinsFlag.initial(), flag -> flag.enable(dot)));
  }

  /** The delta that removes the element as far as it is seen here. */
  public ORSet<E> minus(E element) {
    return new ORSet<>(flags.remove(element));
  }

  /** The delta that removes everything seen here. */
  public ORSet<E> clear() {
    return ORSet.<E>empty().under(dots());
  }

  /** Is the element in? */
  public boolean contains(E element) {
    return flags.get(element, EnableWinsFlag.initial()).isOn();
  }

  /** The elements, sorted. */
  public SortedSet<E> elements() {
    return flags.keys();
  }

  @Override
  public Knowledge context() {
    return flags.context();
  }

  @Override
  public Knowledge dots() {
    return flags.dots();
  }

  @Override
  public boolean isBottom() {
    return flags.isBottom();
  }

  @Override
  public ORSet<E> bottom() {
    return empty();
  }

  @Override
  public ORSet<E> under(Knowledge other) {
    return new ORSet<>(flags.under(other));
  }

  @Override
  public ORSet<E> joinAlive(Knowledge mine, ORSet<E> other, Knowledge theirs) {
    return new ORSet<>(flags.joinAlive(mine, other.flags, theirs));
  }
}
