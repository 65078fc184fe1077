package io.dunlin.crdt.log;

import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.CodecsOfTests;
import java.util.Comparator;

/** Operations: 0 to 2 append, 3 takes away all that is seen. */
class SortedLogTest implements LatticeLaws<SortedLog<Integer>> {
  @Override
  public Codec<SortedLog<Integer>> codec() {
    return CausalCodecs.sortedLog(CodecsOfTests.INTEGER);
  }

  @Override
  public SortedLog<Integer> start() {
    return SortedLog.empty();
  }

  @Override
  public SortedLog<Integer> delta(SortedLog<Integer> state, Write write) {
    return write.op() == 3
        ? state.retire(state.context())
        : state.append(write.dot(), write.stamp(), write.argument());
  }

  @Override
  public Object read(SortedLog<Integer> state) {
    return state.lines();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.standing(write -> write.op() < 3, write -> write.op() == 3).stream()
        .sorted(Comparator.comparing(Write::stamp).thenComparing(Write::dot))
        .map(w -> new SortedLog.Line<>(w.stamp(), w.dot(), w.argument()))
        .toList();
  }
}
