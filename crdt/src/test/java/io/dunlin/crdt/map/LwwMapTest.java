package io.dunlin.crdt.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.History;
import io.dunlin.crdt.LatticeLaws;
import io.dunlin.crdt.Sight;
import io.dunlin.crdt.Step;
import io.dunlin.crdt.Write;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.Codecs;
import io.dunlin.crdt.codec.CodecsOfTests;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Operations: 0 to 2 write, 3 removes. */
class LwwMapTest implements LatticeLaws<LwwMap<Integer, String>> {
  @Override
  public Codec<LwwMap<Integer, String>> codec() {
    return CausalCodecs.lwwMap(CodecsOfTests.INTEGER, Codecs.string(64));
  }

  @Override
  public LwwMap<Integer, String> start() {
    return LwwMap.empty();
  }

  @Override
  public LwwMap<Integer, String> delta(LwwMap<Integer, String> state, Write write) {
    return write.op() == 3
        ? state.remove(write.argument())
        : state.put(write.dot(), write.stamp(), write.argument(), write.dot().toString());
  }

  @Override
  public Object read(LwwMap<Integer, String> state) {
    Map<Integer, String> entries = state.entries();
    for (int key = 0; key < 4; key++) {
      assertThat(state.get(key).orElse("none")).isEqualTo(entries.getOrDefault(key, "none"));
    }
    return entries;
  }

  @Override
  public Object specified(Sight sight) {
    Map<Integer, String> entries = new HashMap<>();
    for (int argument = 0; argument < 4; argument++) {
      int key = argument;
      sight.standing(w -> w.op() < 3 && w.argument() == key, w -> w.argument() == key).stream()
          .max(Comparator.comparing(Write::stamp).thenComparing(Write::dot))
          .ifPresent(w -> entries.put(key, w.dot().toString()));
    }
    return entries;
  }

  /** The store, fed in any order with what was made anywhere, is the join of it. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void theStoreIsTheJoinOfItsDeltas(@ForAll("lives") List<Step> life) {
    LwwMapStore<Integer, String> store = new LwwMapStore<>();
    LwwMap<Integer, String> joined = LwwMap.empty();
    for (LwwMap<Integer, String> value : reachable(life)) {
      store.apply(value);
      joined = joined.join(value);
      assertThat(store.snapshot()).isEqualTo(joined);
      assertThat(store.count()).isEqualTo((int) joined.alive().count());
      for (int key = 0; key < 4; key++) {
        assertThat(store.get(key)).isEqualTo(joined.get(key));
      }
    }
  }

  @Example
  void everyHistoryOfFiveWritesOfTwoKindsIsRight() {
    assertThat(History.forEach(this, 5, 0, 3)).isEqualTo(55_647);
  }
}
