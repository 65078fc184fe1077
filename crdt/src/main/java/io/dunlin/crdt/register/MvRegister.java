package io.dunlin.crdt.register;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LiveDots;
import java.util.List;

/**
 * Every value that no write has knowingly replaced: one as a rule, several after concurrent writes.
 * Space and join O(concurrent values). Almeida et al. 2018, Delta State Replicated Data Types.
 *
 * @param alive the writes not replaced, with their values
 * @param context the writes seen
 * @param <V> what is held; must have an {@code equals}
 */
public record MvRegister<V>(LiveDots<V> alive, Knowledge context) implements Causal<MvRegister<V>> {
  /** Nothing written. */
  public static <V> MvRegister<V> empty() {
    return new MvRegister<>(LiveDots.none(), Knowledge.empty());
  }

  /** The delta that writes a value over all that is seen here; the dot must be new. */
  public MvRegister<V> write(Dot dot, V value) {
    return new MvRegister<>(LiveDots.of(dot, value), alive.dots().plus(dot));
  }

  /** The delta that takes away all that is seen here. */
  public MvRegister<V> clear() {
    return new MvRegister<>(LiveDots.none(), alive.dots());
  }

  /** The values, in the order of their dots. */
  public List<V> values() {
    return alive.values();
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
  public MvRegister<V> bottom() {
    return empty();
  }

  @Override
  public MvRegister<V> under(Knowledge other) {
    return new MvRegister<>(alive, other);
  }

  @Override
  public MvRegister<V> only(Knowledge some) {
    return new MvRegister<>(alive.only(some), some);
  }

  @Override
  public MvRegister<V> joinAlive(Knowledge mine, MvRegister<V> other, Knowledge theirs) {
    return new MvRegister<>(alive.join(mine, other.alive, theirs), mine);
  }
}
