package io.dunlin.crdt.map;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.DotStore;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LiveDots;
import io.dunlin.crdt.causal.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Owns one {@link LwwMap}: the same map, changed in place and indexed. A write or a small delta
 * costs the same at any size, {@link #get} O(1), a snapshot O(writes / 64). Not safe for several
 * threads.
 *
 * @param <K> the key; must have an {@code equals} and a {@code hashCode}
 * @param <V> the value; must have an {@code equals}
 */
public final class LwwMapStore<K, V> {
  private final DotStore<K, LwwMap.Entry<K, V>> store = new DotStore<>(LwwMap.Entry::key);

  /** Writes the key and returns the delta to send; the dot must be new. */
  public LwwMap<K, V> put(Dot dot, Stamp stamp, K key, V value) {
    var entry = new LwwMap.Entry<>(key, value, stamp.millis(), stamp.counter());
    return applied(LwwMap.delta(dot, entry, store.dots(key)));
  }

  /** Removes the key as far as it is seen here, and returns the delta to send. */
  public LwwMap<K, V> remove(K key) {
    return applied(new LwwMap<>(LiveDots.none(), store.dots(key)));
  }

  private LwwMap<K, V> applied(LwwMap<K, V> delta) {
    apply(delta);
    return delta;
  }

  /** Joins a delta or a whole state into this. */
  public void apply(LwwMap<K, V> delta) {
    store.apply(delta.alive(), delta.context());
  }

  /** The value of the key. */
  public Optional<V> get(K key) {
    List<LwwMap.Rank<K, V>> ranks = new ArrayList<>(1);
    store.forEach(key, (dot, entry) -> ranks.add(new LwwMap.Rank<>(dot, entry)));
    return LwwMap.winner(ranks).map(rank -> rank.entry().value());
  }

  /** How many writes are alive: the keys, and one more for each write that came at once. */
  public int count() {
    return store.count();
  }

  /** The writes seen. */
  public Knowledge context() {
    return store.context();
  }

  /** The map as it is now. */
  public LwwMap<K, V> snapshot() {
    return new LwwMap<>(store.alive(), store.context());
  }
}
