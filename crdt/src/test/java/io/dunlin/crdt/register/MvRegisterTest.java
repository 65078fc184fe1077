package io.dunlin.crdt.register;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.CodecsOfTests;

class MvRegisterTest implements LatticeLaws<MvRegister<Integer>> {
  @Override
  public Codec<MvRegister<Integer>> codec() {
    return CausalCodecs.mvRegister(CodecsOfTests.INTEGER);
  }

  @Override
  public MvRegister<Integer> start() {
    return MvRegister.empty();
  }

  @Override
  public MvRegister<Integer> delta(MvRegister<Integer> state, Write write) {
    return isClear(write) ? state.clear() : state.write(write.dot(), write.argument());
  }

  @Override
  public Object read(MvRegister<Integer> state) {
    return state.values();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.standing(w -> !isClear(w), _ -> true).stream().map(Write::argument).toList();
  }

  private static boolean isClear(Write write) {
    return write.op() == 0;
  }
}
