package io.dunlin.crdt.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.reconcile.FrontierDifference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KnowledgeTest {
  @Property(edgeCases = EdgeCasesMode.NONE)
  void algebraIsThatOfSetsOfDots(
      @ForAll("dotSets") SortedSet<Dot> a, @ForAll("dotSets") SortedSet<Dot> b) {
    SortedSet<Dot> union = new TreeSet<>(a);
    union.addAll(b);
    SortedSet<Dot> minus = new TreeSet<>(a);
    minus.removeAll(b);
    SortedSet<Dot> both = new TreeSet<>(a);
    both.retainAll(b);

    Knowledge x = knowing(a);
    Knowledge y = knowing(b);
    assertThat(x.join(y)).isEqualTo(knowing(union)).hasSameHashCodeAs(knowing(union));
    assertThat(x.minus(y)).isEqualTo(knowing(minus));
    assertThat(x.intersect(y)).isEqualTo(knowing(both));
    assertThat(x.containsAll(y)).isEqualTo(a.containsAll(b));
    assertThat(x.join(y).containsAll(y)).isTrue();
    assertThat(x.count()).isEqualTo(a.size());
    assertThat(x.isEmpty()).isEqualTo(a.isEmpty());
    assertThat(b.stream().filter(x::contains)).containsExactlyElementsOf(both);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void growsTheSameInAnyOrder(@ForAll("dotSets") SortedSet<Dot> dots, @ForAll long seed) {
    List<Dot> shuffled = new ArrayList<>(dots);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(knowing(shuffled)).isEqualTo(knowing(dots));
    assertThat(Knowledge.joinAll(shuffled.stream().map(Knowledge.empty()::plus).toList()))
        .isEqualTo(knowing(dots));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void holdsOneNonEmptySetPerLog(@ForAll("dotSets") SortedSet<Dot> dots) {
    Knowledge knowledge = knowing(dots);
    Knowledge again = Knowledge.empty();
    for (LogId log : knowledge.logs().keySet()) {
      assertThat(knowledge.of(log).isEmpty()).isFalse();
      assertThat(knowledge.logs()).containsEntry(log, knowledge.of(log));
      again = again.plus(log, knowledge.of(log));
    }
    assertThat(again).isEqualTo(knowledge);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatDiffersMakesBothEqual(
      @ForAll("dotSets") SortedSet<Dot> a, @ForAll("dotSets") SortedSet<Dot> b) {
    FrontierDifference difference = FrontierDifference.between(knowing(a), knowing(b));
    assertThat(knowing(a).join(difference.toReceive()))
        .isEqualTo(knowing(b).join(difference.toSend()));
    assertThat(difference.toSend().intersect(knowing(b)).isEmpty()).isTrue();
    assertThat(difference.toReceive().intersect(knowing(a)).isEmpty()).isTrue();
    assertThat(difference.isNone()).isEqualTo(a.equals(b));
  }

  @Example
  void countsWithoutOverflow() {
    Knowledge two =
        Knowledge.empty()
            .plus(new LogId(new ReplicaId(0, 1), 1, 0), all())
            .plus(new LogId(new ReplicaId(0, 1), 1, 1), all());
    assertThat(two.count()).isEqualTo(Long.MAX_VALUE);
  }

  @Example
  void buildsInAscendingOrderOnly() {
    LogId log = new LogId(new ReplicaId(0, 1), 1, 0);
    Knowledge.Builder builder = new Knowledge.Builder(2).add(log, all());
    assertThatThrownBy(() -> builder.add(log, all())).isInstanceOf(IllegalArgumentException.class);
  }

  private static IntervalSet all() {
    return IntervalSet.of(1, Long.MAX_VALUE);
  }

  private static Knowledge knowing(Iterable<Dot> dots) {
    return CausalArbitraries.knowing(dots);
  }

  @Provide
  Arbitrary<SortedSet<Dot>> dotSets() {
    return CausalArbitraries.dotSets();
  }
}
