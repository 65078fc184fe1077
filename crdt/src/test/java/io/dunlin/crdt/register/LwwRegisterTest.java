package io.dunlin.crdt.register;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.CodecsOfTests;
import io.dunlin.crdt.codec.PlainCodecs;
import java.util.Comparator;

/** Stamps of the generated writes are often equal: the tie must fall the same way everywhere. */
class LwwRegisterTest implements LatticeLaws<LwwRegister<Integer>> {
  @Override
  public Codec<LwwRegister<Integer>> codec() {
    return PlainCodecs.lwwRegister(CodecsOfTests.INTEGER);
  }

  @Override
  public LwwRegister<Integer> start() {
    return new LwwRegister<>(new Stamp(-1, 0), Dot.of(new ReplicaId(0, 0), 0, 0, 1), -1);
  }

  @Override
  public LwwRegister<Integer> delta(LwwRegister<Integer> state, Write write) {
    return new LwwRegister<>(write.stamp(), write.dot(), write.argument());
  }

  @Override
  public Object read(LwwRegister<Integer> state) {
    return state.value();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.writes().stream()
        .max(Comparator.comparing(Write::stamp).thenComparing(Write::dot))
        .map(Write::argument)
        .orElse(-1);
  }
}
