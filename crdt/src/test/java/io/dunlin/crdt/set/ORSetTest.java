package io.dunlin.crdt.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.History;
import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.CodecsOfTests;
import java.util.stream.Collectors;
import net.jqwik.api.Example;

/** Operations: 0 and 1 add, 2 removes, 3 clears. */
class ORSetTest implements LatticeLaws<ORSet<Integer>> {
  @Override
  public Codec<ORSet<Integer>> codec() {
    return CausalCodecs.orSet(CodecsOfTests.INTEGER);
  }

  @Override
  public ORSet<Integer> start() {
    return ORSet.empty();
  }

  @Override
  public ORSet<Integer> delta(ORSet<Integer> state, Write write) {
    return switch (write.op()) {
      case 2 -> state.minus(write.argument());
      case 3 -> state.clear();
      default -> state.plus(write.dot(), write.argument());
    };
  }

  @Override
  public Object read(ORSet<Integer> state) {
    return state.elements();
  }

  @Override
  public Object specified(Sight sight) {
    return sight.writes().stream()
        .filter(add -> add.op() < 2)
        .filter(add -> sight.writes().stream().noneMatch(w -> removes(w, add) && sight.saw(w, add)))
        .map(Write::argument)
        .collect(Collectors.toSet());
  }

  private static boolean removes(Write write, Write add) {
    return write.op() == 3 || (write.op() == 2 && write.argument() == add.argument());
  }

  @Example
  void everyHistoryOfFiveWritesOfTwoKindsIsRight() {
    assertThat(History.forEach(this, 5, 0, 3)).isEqualTo(55_647);
  }
}
