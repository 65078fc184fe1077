package io.dunlin.crdt.counter;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.PlainCodecs;

class PNCounterTest implements LatticeLaws<PNCounter> {
  @Override
  public Codec<PNCounter> codec() {
    return PlainCodecs.pnCounter();
  }

  @Override
  public PNCounter start() {
    return PNCounter.zero();
  }

  @Override
  public PNCounter delta(PNCounter state, Write write) {
    return state.plus(write.dot().origin(), amountOf(write));
  }

  @Override
  public Object read(PNCounter state) {
    return state.value();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.writes().stream().mapToLong(PNCounterTest::amountOf).sum();
  }

  private static long amountOf(Write write) {
    return write.op() % 2 == 0 ? write.argument() : -write.argument();
  }
}
