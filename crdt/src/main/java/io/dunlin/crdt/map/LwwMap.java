package io.dunlin.crdt.map;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LiveDots;
import io.dunlin.crdt.causal.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map in which the last write of a key wins: a knowing overwrite whatever its stamp, and of
 * writes that did not know of each other the one of the greater stamp, then dot. Removing a key
 * removes what was seen of it and leaves nothing behind.
 *
 * <p>The losers stay, unseen, until somebody overwrites or removes them knowingly. That is not
 * thrift forgotten: a map that drops them at once is not associative, for a remove that saw only
 * the winner would bring back the loser on some replicas and not on others.
 *
 * <p>A snapshot: joins cost O(writes / 64) and copy what changes, asking for one key looks at all.
 * A map that is asked often or is large belongs in an {@link LwwMapStore}.
 *
 * @param alive the writes that nobody has knowingly replaced
 * @param context the writes seen
 * @param <K> the key; must have an {@code equals} and a {@code hashCode}
 * @param <V> the value; must have an {@code equals}
 */
public record LwwMap<K, V>(LiveDots<Entry<K, V>> alive, Knowledge context)
    implements Causal<LwwMap<K, V>> {
  /**
   * What one write says. The two parts of its stamp stand here by themselves, to take 24 bytes
   * less.
   *
   * @param key the key
   * @param value its value
   * @param millis of the stamp
   * @param counter of the stamp
   */
  public record Entry<K, V>(K key, V value, long millis, int counter) {
    /** When it was written, as far as the writer knew. */
    public Stamp stamp() {
      return new Stamp(millis, counter);
    }
  }

  /** A write among those of its key; the greatest wins. */
  record Rank<K, V>(Dot dot, Entry<K, V> entry) {
    boolean beats(Rank<K, V> other) {
      int byStamp = entry.stamp().compareTo(other.entry.stamp());
      return byStamp != 0 ? byStamp > 0 : dot.compareTo(other.dot) > 0;
    }
  }

  /** No keys. */
  public static <K, V> LwwMap<K, V> empty() {
    return new LwwMap<>(LiveDots.none(), Knowledge.empty());
  }

  /** The delta that writes the key over all that is seen of it here; the dot must be new. */
  public LwwMap<K, V> put(Dot dot, Stamp stamp, K key, V value) {
    return delta(dot, new Entry<>(key, value, stamp.millis(), stamp.counter()), dotsOf(key));
  }

  static <K, V> LwwMap<K, V> delta(Dot dot, Entry<K, V> entry, Knowledge covered) {
    return new LwwMap<>(LiveDots.of(dot, entry), covered.plus(dot));
  }

  /** The delta that removes all that is seen of the key here. */
  public LwwMap<K, V> remove(K key) {
    return new LwwMap<>(LiveDots.none(), dotsOf(key));
  }

  private Knowledge dotsOf(K key) {
    return alive.dots(entry -> entry.key().equals(key));
  }

  /** The value of the key; O(writes). */
  public Optional<V> get(K key) {
    List<Rank<K, V>> ranks = new ArrayList<>();
    alive.forEach((dot, entry) -> {
      if (entry.key().equals(key)) {
        ranks.add(new Rank<>(dot, entry));
      }
    });
    return winner(ranks).map(rank -> rank.entry().value());
  }

  static <K, V> Optional<Rank<K, V>> winner(List<Rank<K, V>> ranks) {
    return ranks.stream().reduce((a, b) -> b.beats(a) ? b : a);
  }

  /** The keys with their values, in the order of the dots alive; a fresh map, O(writes). */
  public Map<K, V> entries() {
    Map<K, Rank<K, V>> winners = new LinkedHashMap<>();
    alive.forEach((dot, entry) ->
        winners.merge(entry.key(), new Rank<>(dot, entry), (a, b) -> b.beats(a) ? b : a));
    Map<K, V> entries = new LinkedHashMap<>();
    winners.forEach((key, rank) -> entries.put(key, rank.entry().value()));
    return Collections.unmodifiableMap(entries);
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
  public LwwMap<K, V> bottom() {
    return empty();
  }

  @Override
  public LwwMap<K, V> under(Knowledge other) {
    return new LwwMap<>(alive, other);
  }

  @Override
  public LwwMap<K, V> only(Knowledge some) {
    return new LwwMap<>(alive.only(some), some);
  }

  @Override
  public LwwMap<K, V> joinAlive(Knowledge mine, LwwMap<K, V> other, Knowledge theirs) {
    return new LwwMap<>(alive.join(mine, other.alive, theirs), mine);
  }
}
