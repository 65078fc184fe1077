package io.dunlin.crdt.register;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.CodecsOfTests;
import io.dunlin.crdt.codec.PlainCodecs;

class MaxRegisterTest implements LatticeLaws<MaxRegister<Integer>> {
  @Override
  public Codec<MaxRegister<Integer>> codec() {
    return PlainCodecs.maxRegister(CodecsOfTests.INTEGER);
  }

  @Override
  public MaxRegister<Integer> start() {
    return new MaxRegister<>(1);
  }

  @Override
  public MaxRegister<Integer> delta(MaxRegister<Integer> state, Write write) {
    return new MaxRegister<>(write.argument());
  }

  @Override
  public Object read(MaxRegister<Integer> state) {
    return state.value();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.writes().stream().mapToInt(Write::argument).reduce(1, Math::max);
  }
}
