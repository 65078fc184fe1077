package io.dunlin.crdt.set;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.CodecsOfTests;
import io.dunlin.crdt.codec.PlainCodecs;
import java.util.stream.Collectors;

class GSetTest implements LatticeLaws<GSet<Integer>> {
  @Override
  public Codec<GSet<Integer>> codec() {
    return PlainCodecs.gSet(CodecsOfTests.INTEGER);
  }

  @Override
  public GSet<Integer> start() {
    return GSet.empty();
  }

  @Override
  public GSet<Integer> delta(GSet<Integer> state, Write write) {
    return state.plus(write.argument());
  }

  @Override
  public Object read(GSet<Integer> state) {
    return state.elements();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.writes().stream().map(Write::argument).collect(Collectors.toSet());
  }
}
