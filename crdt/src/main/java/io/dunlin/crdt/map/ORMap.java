package io.dunlin.crdt.map;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Knowledge;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A map from key to a nested causal value, maps included, all under one context. A key is there
 * while something in its value is alive. Removing a key takes away what was seen of its value; what
 * a concurrent update wrote stays, and nothing else comes back.
 *
 * <p>Space O(keys + logs), join O(size). For a large map with small deltas take the {@link
 * Document}, which applies in place. Almeida et al. 2018, Delta State Replicated Data Types.
 *
 * @param <K> the key
 * @param <V> the nested value
 */
public final class ORMap<K extends Comparable<K>, V extends Causal<V>>
    implements Causal<ORMap<K, V>> {
  /** Values under no context of their own, none of them bottom. */
  private final NavigableMap<K, V> alive;

  private final Knowledge context;

  private ORMap(NavigableMap<K, V> alive, Knowledge context) {
    this.alive = alive;
    this.context = context;
  }

  /** No keys. */
  public static <K extends Comparable<K>, V extends Causal<V>> ORMap<K, V> empty() {
    return new ORMap<K, V>(new TreeMap<>(), Knowledge.empty());
  }

  /**
   * These values under one context.
   *
   * @throws IllegalArgumentException if a value is bottom or a key is there twice
   */
  public static <K extends Comparable<K>, V extends Causal<V>> ORMap<K, V> of(
      List<Map.Entry<K, V>> values, Knowledge context) {
    NavigableMap<K, V> alive = new TreeMap<>();
    for (Map.Entry<K, V> entry : values) {
      put(alive, entry.getKey(), entry.getValue());
    }
    if (alive.size() < values.size()) {
      throw new IllegalArgumentException("a value with nothing alive, or a key twice");
    }
    return new ORMap<K, V>(alive, context);
  }

  /**
   * The value of the key, which is the given bottom under this map's context if it is not there.
   */
  public V get(K key, V bottom) {
    return alive.getOrDefault(key, bottom).under(context);
  }

  /** The keys, sorted; cannot be changed. */
  public SortedSet<K> keys() {
    return Collections.unmodifiableSortedSet(alive.navigableKeySet());
  }

  /** The delta of this map that holds the delta which the mutation makes of the key's value. */
  public ORMap<K, V> update(K key, V bottom, UnaryOperator<V> mutation) {
    V delta = mutation.apply(get(key, bottom));
    NavigableMap<K, V> one = new TreeMap<>();
    put(one, key, delta);
    return new ORMap<>(one, delta.context());
  }

  /** The delta that removes what is seen of the key's value. */
  public ORMap<K, V> remove(K key) {
    V value = alive.get(key);
    return new ORMap<K, V>(new TreeMap<>(), value == null ? Knowledge.empty() : value.dots());
  }

  private static <K, V extends Causal<V>> void put(Map<K, V> to, K key, V value) {
    if (!value.isBottom()) {
      to.put(key, value.under(Knowledge.empty()));
    }
  }

  @Override
  public Knowledge context() {
    return context;
  }

  @Override
  public Knowledge dots() {
    return Knowledge.joinAll(alive.values().stream().map(Causal::dots).toList());
  }

  @Override
  public boolean isBottom() {
    return alive.isEmpty();
  }

  @Override
  public ORMap<K, V> bottom() {
    return empty();
  }

  @Override
  public ORMap<K, V> under(Knowledge other) {
    return new ORMap<>(alive, other);
  }

  @Override
  public ORMap<K, V> only(Knowledge dots) {
    NavigableMap<K, V> some = new TreeMap<>();
    alive.forEach((key, value) -> put(some, key, value.only(dots)));
    return new ORMap<K, V>(some, dots);
  }

  @Override
  public ORMap<K, V> joinAlive(Knowledge mine, ORMap<K, V> other, Knowledge theirs) {
    NavigableMap<K, V> joined = new TreeMap<>();
    for (Map.Entry<K, V> entry : alive.entrySet()) {
      V value = entry.getValue();
      V partner = other.alive.getOrDefault(entry.getKey(), value.bottom());
      put(joined, entry.getKey(), value.joinAlive(mine, partner, theirs));
    }
    for (Map.Entry<K, V> entry : other.alive.entrySet()) {
      V value = entry.getValue();
      if (!alive.containsKey(entry.getKey())) {
        put(joined, entry.getKey(), value.joinAlive(theirs, value.bottom(), mine));
      }
    }
    return new ORMap<>(joined, mine);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ORMap<?, ?> that
        && alive.equals(that.alive)
        && context.equals(that.context);
  }

  @Override
  public int hashCode() {
    return 31 * alive.hashCode() + context.hashCode();
  }

  @Override
  public String toString() {
    return alive + " of " + context;
  }
}
