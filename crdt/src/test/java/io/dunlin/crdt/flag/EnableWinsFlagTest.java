package io.dunlin.crdt.flag;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codec;

class EnableWinsFlagTest implements LatticeLaws<EnableWinsFlag> {
  @Override
  public Codec<EnableWinsFlag> codec() {
    return CausalCodecs.enableWinsFlag();
  }

  @Override
  public EnableWinsFlag start() {
    return EnableWinsFlag.initial();
  }

  @Override
  public EnableWinsFlag delta(EnableWinsFlag state, Write write) {
    return wins(write) ? state.enable(write.dot()) : state.disable();
  }

  @Override
  public Object read(EnableWinsFlag state) {
    return state.isOn();
  }

  @Override
  public Object specified(Sight sight) {
    return !sight.standing(EnableWinsFlagTest::wins, w -> !wins(w)).isEmpty();
  }

  private static boolean wins(Write write) {
    return write.op() % 2 == 0;
  }
}
