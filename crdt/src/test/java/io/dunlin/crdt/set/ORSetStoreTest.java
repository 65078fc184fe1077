package io.dunlin.crdt.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.Step;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ORSetStoreTest {
  private static final ORSetTest TYPE = new ORSetTest();

  @Provide
  Arbitrary<List<Step>> lives() {
    return TYPE.lives();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void theStoreIsTheJoinOfItsDeltas(@ForAll("lives") List<Step> life) {
    ORSetStore<Integer> store = new ORSetStore<>();
    ORSet<Integer> joined = ORSet.empty();
    for (ORSet<Integer> value : TYPE.reachable(life)) {
      store.apply(value);
      joined = joined.join(value);
      assertThat(store.snapshot()).isEqualTo(joined);
      assertThat(store.count()).isEqualTo((int) joined.alive().count());
      for (int element = 0; element < 4; element++) {
        assertThat(store.contains(element)).isEqualTo(joined.contains(element));
      }
    }
  }

  /** Thousands of elements with few hash codes, so that the index grows, shrinks and collides. */
  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
  void addsAndRemovesLikeASet(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ORSetStore<Clashing> store = new ORSetStore<>();
    ORSet<Clashing> copy = ORSet.empty();
    Set<Clashing> plain = new HashSet<>();
    long seq = 0;
    for (int i = 0; i < 3_000; i++) {
      boolean growing = i / 700 % 2 == 0;
      Clashing element = new Clashing(random.nextInt(500));
      if (random.nextInt(10) < (growing ? 9 : 2)) {
        seq += random.nextInt(1, 4);
        copy = copy.join(store.add(Dot.of(new ReplicaId(0, i % 5), 1, 0, seq), element));
        plain.add(element);
      } else {
        copy = copy.join(store.remove(element));
        plain.remove(element);
      }
      assertThat(store.contains(element)).isEqualTo(plain.contains(element));
    }
    assertThat(store.count()).isEqualTo(plain.size());
    assertThat(store.snapshot()).isEqualTo(copy);
    assertThat(copy.elements()).isEqualTo(plain);
    assertThat(store.context()).isEqualTo(copy.context());

    store.apply(copy.clear());
    assertThat(store.count()).isZero();
    assertThat(store.snapshot().dots()).isEqualTo(Knowledge.empty());
  }

  private record Clashing(int number) {
    @Override
    public int hashCode() {
      return number % 97;
    }
  }
}
