package io.dunlin.crdt.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.set.ORSet;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LiveDotDifferenceTest {
  private static final HashKey KEY = new HashKey(1, 2);

  /**
   * The trap: both have removed things while apart, the removals were compacted away, and each
   * learns of the other's range only that it was seen. Live dots bring them together again, and at
   * a cost that goes by what was removed.
   */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void findsRemovalsThatAreForgotten(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ORSet<Integer> shared = ORSet.empty();
    for (int i = 1; i <= 300; i++) {
      shared = shared.join(shared.plus(dot(i % 3, i), i));
    }
    ORSet<Integer> here = removeSome(shared, random);
    ORSet<Integer> there = removeSome(shared, random);
    here = here.join(here.plus(dot(4, 1), 1_000));
    there = there.join(there.plus(dot(5, 1), 2_000));
    final ORSet<Integer> healed = here.join(there);

    // What contexts alone can tell: who lacks which adds. The removals are not in it.
    ORSet<Integer> hereNow = here.join(newIn(there, here)).join(here);
    ORSet<Integer> thereNow = there.join(newIn(here, there));
    assertThat(hereNow.context()).isEqualTo(thereNow.context());
    boolean removedAny = here.alive().count() < 301 || there.alive().count() < 301;
    assertThat(hereNow.equals(thereNow)).isEqualTo(!removedAny);

    Knowledge seen = hereNow.context();
    long[] ours = LiveDotDifference.items(hereNow.dots(), seen, thereNow.context());
    long[] theirs = LiveDotDifference.items(thereNow.dots(), thereNow.context(), seen);
    SymbolDecoder decoder = new SymbolDecoder(KEY, ours, 5_000);
    SymbolStream stream = new SymbolStream(KEY, theirs);
    while (!decoder.take(stream.next())) {
      assertThat(decoder.hasFailed()).isFalse();
    }
    LiveDotDifference gone = LiveDotDifference.of(decoder, seen, thereNow.context());
    hereNow = hereNow.join(removal(gone.removeHere()));
    thereNow = thereNow.join(removal(gone.removeThere()));
    assertThat(hereNow).isEqualTo(thereNow).isEqualTo(healed);
    long removed = gone.removeHere().count() + gone.removeThere().count();
    assertThat((long) decoder.symbols()).isLessThanOrEqualTo(12 + 4 * removed);
  }

  private static ORSet<Integer> removal(Knowledge dots) {
    return ORSet.<Integer>empty().under(dots);
  }

  private static ORSet<Integer> newIn(ORSet<Integer> of, ORSet<Integer> other) {
    Knowledge news = of.context().minus(other.context());
    return of.only(news).under(news);
  }

  private static ORSet<Integer> removeSome(ORSet<Integer> set, SplittableRandom random) {
    ORSet<Integer> less = set;
    for (int i = random.nextInt(20); i > 0; i--) {
      less = less.join(less.minus(random.nextInt(1, 301)));
    }
    return less;
  }

  @Example
  void refusesWhatItCannotName() {
    LogId log = new LogId(new ReplicaId(0, 1), 1, 0);
    Knowledge far = Knowledge.empty().plus(log, IntervalSet.of(1L << 40));
    assertThatThrownBy(() -> LiveDotDifference.items(far, far, far))
        .isInstanceOf(IllegalArgumentException.class);
    Knowledge near = Knowledge.empty().plus(log, IntervalSet.of((1L << 40) - 1));
    assertThat(LiveDotDifference.items(near, near, near)).containsExactly((1L << 40) - 1);
    assertThat(LiveDotDifference.items(near, near, Knowledge.empty())).isEmpty();
  }

  @Example
  void leavesOutItemsThatNameNothing() {
    Knowledge none = Knowledge.empty();
    SymbolDecoder decoder = new SymbolDecoder(KEY, new long[0], 10);
    assertThatThrownBy(() -> LiveDotDifference.of(decoder, none, none))
        .isInstanceOf(IllegalStateException.class);
    SymbolStream lie = new SymbolStream(KEY, new long[] {-1});
    assertThat(decoder.take(lie.next())).isTrue();
    assertThat(LiveDotDifference.of(decoder, none, none).removeThere()).isEqualTo(none);
  }

  private static Dot dot(int replica, long seq) {
    return Dot.of(new ReplicaId(replica, replica), 1, 0, seq);
  }
}
