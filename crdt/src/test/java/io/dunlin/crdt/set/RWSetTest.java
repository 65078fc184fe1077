package io.dunlin.crdt.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.History;
import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.CodecsOfTests;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Example;

/** Even operations add, odd ones remove. */
class RWSetTest implements LatticeLaws<RWSet<Integer>> {
  @Override
  public Codec<RWSet<Integer>> codec() {
    return CausalCodecs.rwSet(CodecsOfTests.INTEGER);
  }

  @Override
  public RWSet<Integer> start() {
    return RWSet.empty();
  }

  @Override
  public RWSet<Integer> delta(RWSet<Integer> state, Write write) {
    return isAdd(write)
        ? state.plus(write.dot(), write.argument())
        : state.minus(write.dot(), write.argument());
  }

  @Override
  public Object read(RWSet<Integer> state) {
    return state.elements();
  }

  /**
   * In, when among the writes of the element that nobody overwrote there is one and none removes.
   */
  @Override
  public Object specified(Sight sight) {
    SortedSet<Integer> elements = new TreeSet<>();
    for (int element = 0; element < 4; element++) {
      int e = element;
      List<Write> last = sight.standing(w -> w.argument() == e, w -> w.argument() == e);
      if (!last.isEmpty() && last.stream().allMatch(RWSetTest::isAdd)) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static boolean isAdd(Write write) {
    return write.op() % 2 == 0;
  }

  @Example
  void everyHistoryOfFiveWritesOfTwoKindsIsRight() {
    assertThat(History.forEach(this, 5, 0, 3)).isEqualTo(55_647);
  }
}
