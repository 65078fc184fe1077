package io.dunlin.bench.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.set.ORSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The second opinion: three replicas live the same life in our set and in Pekko's. */
class PekkoORSetTest {
  private static final int REPLICAS = 3;

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void bothHoldTheSame(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ORSet<Integer>> ours = new ArrayList<>();
    List<org.apache.pekko.cluster.ddata.ORSet<Integer>> theirs = new ArrayList<>();
    for (int i = 0; i < REPLICAS; i++) {
      ours.add(ORSet.empty());
      theirs.add(org.apache.pekko.cluster.ddata.ORSet.create());
    }
    for (long step = 1; step <= 60; step++) {
      int self = random.nextInt(REPLICAS);
      int other = random.nextInt(REPLICAS);
      int element = random.nextInt(5);
      ORSet<Integer> set = ours.get(self);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          Dot dot = Dot.of(new ReplicaId(0, self), 1, 0, step);
          ours.set(self, set.join(set.plus(dot, element)));
          theirs.set(self, theirs.get(self).add(Pekko.node(self), element).resetDelta());
        }
        case 2 -> {
          ours.set(self, set.join(set.minus(element)));
          theirs.set(self, theirs.get(self).remove(Pekko.node(self), element).resetDelta());
        }
        default -> {
          ours.set(self, set.join(ours.get(other)));
          theirs.set(self, theirs.get(self).merge(theirs.get(other)));
        }
      }
      assertThat(ours.get(self).elements()).isEqualTo(theirs.get(self).getElements());
    }
  }
}
