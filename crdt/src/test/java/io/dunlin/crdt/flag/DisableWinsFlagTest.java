package io.dunlin.crdt.flag;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codec;

class DisableWinsFlagTest implements LatticeLaws<DisableWinsFlag> {
  @Override
  public Codec<DisableWinsFlag> codec() {
    return CausalCodecs.disableWinsFlag();
  }

  @Override
  public DisableWinsFlag start() {
    return DisableWinsFlag.initial();
  }

  @Override
  public DisableWinsFlag delta(DisableWinsFlag state, Write write) {
    return wins(write) ? state.disable(write.dot()) : state.enable();
  }

  @Override
  public Object read(DisableWinsFlag state) {
    return state.isOn();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.standing(DisableWinsFlagTest::wins, w -> !wins(w)).isEmpty();
  }

  private static boolean wins(Write write) {
    return write.op() % 2 == 0;
  }
}
