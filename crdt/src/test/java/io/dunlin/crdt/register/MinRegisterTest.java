package io.dunlin.crdt.register;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.CodecsOfTests;
import io.dunlin.crdt.codec.PlainCodecs;

class MinRegisterTest implements LatticeLaws<MinRegister<Integer>> {
  @Override
  public Codec<MinRegister<Integer>> codec() {
    return PlainCodecs.minRegister(CodecsOfTests.INTEGER);
  }

  @Override
  public MinRegister<Integer> start() {
    return new MinRegister<>(1);
  }

  @Override
  public MinRegister<Integer> delta(MinRegister<Integer> state, Write write) {
    return new MinRegister<>(write.argument());
  }

  @Override
  public Object read(MinRegister<Integer> state) {
    return state.value();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.writes().stream().mapToInt(Write::argument).reduce(1, Math::min);
  }
}
