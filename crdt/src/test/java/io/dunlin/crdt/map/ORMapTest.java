package io.dunlin.crdt.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.History;
import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.CodecsOfTests;
import io.dunlin.crdt.register.MvRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Example;

/** A map of maps of registers. Operations: 0 and 1 write, 2 removes the inner key, 3 the outer. */
class ORMapTest implements LatticeLaws<ORMap<Integer, ORMap<Integer, MvRegister<Integer>>>> {
  private static final ORMap<Integer, MvRegister<Integer>> INNER = ORMap.empty();

  @Override
  public Codec<ORMap<Integer, ORMap<Integer, MvRegister<Integer>>>> codec() {
    return CausalCodecs.orMap(
        CodecsOfTests.INTEGER,
        CausalCodecs.orMap(CodecsOfTests.INTEGER, CausalCodecs.mvRegister(CodecsOfTests.INTEGER)));
  }

  @Override
  public ORMap<Integer, ORMap<Integer, MvRegister<Integer>>> start() {
    return ORMap.empty();
  }

  @Override
  public ORMap<Integer, ORMap<Integer, MvRegister<Integer>>> delta(
      ORMap<Integer, ORMap<Integer, MvRegister<Integer>>> state, Write write) {
    return switch (write.op()) {
      case 2 -> state.update(outer(write), INNER, map -> map.remove(inner(write)));
      case 3 -> state.remove(outer(write));
      default -> state.update(outer(write), INNER, map -> put(map, write));
    };
  }

  private static ORMap<Integer, MvRegister<Integer>> put(
      ORMap<Integer, MvRegister<Integer>> map, Write write) {
    int value = (int) write.stamp().millis();
    return map.update(
        inner(write), MvRegister.empty(), register -> register.write(write.dot(), value));
  }

  @Override
  public Object read(ORMap<Integer, ORMap<Integer, MvRegister<Integer>>> state) {
    SortedMap<Integer, List<Long>> values = new TreeMap<>();
    for (int outer : state.keys()) {
      ORMap<Integer, MvRegister<Integer>> map = state.get(outer, INNER);
      for (int inner : map.keys()) {
        MvRegister<Integer> register = map.get(inner, MvRegister.empty());
        values.put(2 * outer + inner, register.values().stream().map(v -> (long) v).toList());
      }
    }
    return values;
  }

  @Override
  public Object specified(Sight sight) {
    SortedMap<Integer, List<Long>> values = new TreeMap<>();
    for (int argument = 0; argument < 4; argument++) {
      int a = argument;
      List<Write> last =
          sight.standing(
              w -> w.op() < 2 && w.argument() == a,
              w -> w.argument() == a || (w.op() == 3 && outer(w) == a / 2));
      if (!last.isEmpty()) {
        values.put(argument, last.stream().map(w -> w.stamp().millis()).toList());
      }
    }
    return values;
  }

  private static int outer(Write write) {
    return write.argument() / 2;
  }

  private static int inner(Write write) {
    return write.argument() % 2;
  }

  /** A removed key that is written again starts empty; what was removed does not shine through. */
  @Example
  void aKeyWrittenAgainDoesNotBringBackWhatWasRemoved() {
    ORMap<String, ORMap<String, MvRegister<Integer>>> first = ORMap.empty();
    ORMap<String, MvRegister<Integer>> inner = ORMap.empty();
    first =
        first.join(
            first.update(
                "k", inner, map -> map.update("a", MvRegister.empty(), r -> r.write(dot(1), 1))));
    ORMap<String, ORMap<String, MvRegister<Integer>>> late = first;

    ORMap<String, ORMap<String, MvRegister<Integer>>> second = first.join(first.remove("k"));
    second =
        second.join(
            second.update(
                "k", inner, map -> map.update("b", MvRegister.empty(), r -> r.write(dot(2), 2))));

    List<String> keys = new ArrayList<>(second.join(late).get("k", inner).keys());
    assertThat(keys).containsExactly("b");
  }

  private static Dot dot(long seq) {
    return Dot.of(new ReplicaId(0, 1), 1, 0, seq);
  }

  @Example
  void everyHistoryOfFiveWritesOfTwoKindsIsRight() {
    assertThat(History.forEach(this, 5, 0, 3)).isEqualTo(55_647);
  }
}
