package io.dunlin.crdt.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.PlainCodecs;
import net.jqwik.api.Example;

class GCounterTest implements LatticeLaws<GCounter> {
  private static final ReplicaId SELF = new ReplicaId(1, 1);

  @Override
  public Codec<GCounter> codec() {
    return PlainCodecs.gCounter();
  }

  @Override
  public GCounter start() {
    return GCounter.zero();
  }

  @Override
  public GCounter delta(GCounter state, Write write) {
    return state.plus(write.dot().origin(), write.argument());
  }

  @Override
  public Object read(GCounter state) {
    return state.value();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.writes().stream().mapToLong(Write::argument).sum();
  }

  @Example
  void refusesToCountDownOrToOverflow() {
    assertThatThrownBy(() -> GCounter.zero().plus(SELF, -1))
        .isInstanceOf(IllegalArgumentException.class);
    GCounter full = GCounter.zero().plus(SELF, Long.MAX_VALUE);
    assertThat(full.value()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> full.plus(SELF, 1)).isInstanceOf(ArithmeticException.class);
  }
}
