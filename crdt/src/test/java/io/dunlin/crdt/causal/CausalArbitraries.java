package io.dunlin.crdt.causal;

import io.dunlin.crdt.ReplicaId;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Few logs and small numbers, so that sets meet, touch and overlap. */
public final class CausalArbitraries {
  private CausalArbitraries() {}

  /** Logs that differ in one part only as often as not. */
  public static Arbitrary<LogId> logs() {
    Arbitrary<ReplicaId> origins =
        Arbitraries.of(new ReplicaId(0, 1), new ReplicaId(0, -1), new ReplicaId(-1, 0));
    return Combinators.combine(origins, Arbitraries.of(1L, -1L), Arbitraries.of(0, 1))
        .as(LogId::new);
  }

  /** Dots of those logs, seqs up to 30. */
  public static Arbitrary<Dot> dots() {
    return Combinators.combine(logs(), Arbitraries.longs().between(1, 30)).as(Dot::new);
  }

  /** Up to 60 of those dots. */
  public static Arbitrary<SortedSet<Dot>> dotSets() {
    return dots().set().ofMaxSize(60).map(TreeSet::new);
  }

  /** Up to 60 of those dots, known. */
  public static Arbitrary<Knowledge> knowledge() {
    return dotSets().map(CausalArbitraries::knowing);
  }

  /** Runs anywhere, up to the end of the range. */
  public static Arbitrary<IntervalSet> intervalSets() {
    Arbitrary<IntervalSet> run =
        Combinators.combine(
                Arbitraries.longs().between(1, Long.MAX_VALUE),
                Arbitraries.longs().between(1, Long.MAX_VALUE))
            .as((a, b) -> IntervalSet.of(Math.min(a, b), Math.max(a, b)));
    Arbitrary<IntervalSet> few =
        Arbitraries.longs()
            .between(1, 300)
            .map(IntervalSet::of)
            .list()
            .ofMaxSize(50)
            .map(CausalArbitraries::union);
    return Arbitraries.frequencyOf(
        Tuple.of(1, run.list().ofMaxSize(2).map(CausalArbitraries::union)), Tuple.of(4, few));
  }

  static Knowledge knowing(Iterable<Dot> dots) {
    Knowledge knowledge = Knowledge.empty();
    for (Dot dot : dots) {
      knowledge = knowledge.plus(dot);
    }
    return knowledge;
  }

  private static IntervalSet union(Iterable<IntervalSet> sets) {
    IntervalSet union = IntervalSet.empty();
    for (IntervalSet set : sets) {
      union = union.union(set);
    }
    return union;
  }
}
