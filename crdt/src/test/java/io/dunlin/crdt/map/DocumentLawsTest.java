package io.dunlin.crdt.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * A few replicas write, some of them badly, and changes reach the others in any order, or twice.
 */
class DocumentLawsTest {
  /** What happens at a replica; the bounds of the numbers are those of {@link #lives}. */
  record Step(Kind kind, int replica, int key, int millis, int which) {}

  enum Kind {
    PUT,
    REMOVE,
    /** Covers whatever dot, seen or not, of this key or another: not what our writer does. */
    STRAY_PUT,
    DELIVER
  }

  private static final int KEYS = 3;

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void isWhatTheSetOfItsChangesSays(
      @ForAll("lives") List<Step> life, @ForAll @IntRange(min = 3, max = 5) int replicas) {
    Life lived = new Life(replicas);
    lived.live(life);
    for (int i = 0; i < replicas; i++) {
      assertThat(lived.documents.get(i).revision()).isEqualTo(lived.seen.get(i).size());
      assertMatches(lived.documents.get(i), lived.seen.get(i));
    }
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void orderAndRepetitionDoNotMatter(
      @ForAll("lives") List<Step> life,
      @ForAll @IntRange(min = 3, max = 5) int replicas,
      @ForAll long seed) {
    Life lived = new Life(replicas);
    lived.live(life);
    Document inOrder = new Document();
    lived.changes.forEach(inOrder::apply);

    List<Change> shuffled = new ArrayList<>(lived.changes);
    shuffled.addAll(lived.changes);
    Collections.shuffle(shuffled, new Random(seed));
    Document shuffledIn = new Document();
    shuffled.forEach(shuffledIn::apply);

    assertThat(shuffledIn.canonicalBytes()).isEqualTo(inOrder.canonicalBytes());
    assertMatches(shuffledIn, lived.changes);
    for (Document document : lived.documents) {
      lived.changes.forEach(document::apply);
      assertThat(document.canonicalBytes()).isEqualTo(inOrder.canonicalBytes());
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void differentContentHasDifferentBytes(
      @ForAll("lives") List<Step> life, @ForAll @IntRange(min = 3, max = 5) int replicas) {
    Life lived = new Life(replicas);
    lived.live(life);
    for (int i = 1; i < replicas; i++) {
      boolean sameBytes =
          Arrays.equals(
              lived.documents.getFirst().canonicalBytes(), lived.documents.get(i).canonicalBytes());
      boolean sameLive = specified(lived.seen.getFirst()).equals(specified(lived.seen.get(i)));
      assertThat(sameBytes).isEqualTo(sameLive);
    }
  }

  private static void assertMatches(Document document, Iterable<Change> applied) {
    SortedMap<String, SortedSet<Version>> specified = specified(applied);
    for (int k = 0; k < KEYS; k++) {
      String key = "k" + k;
      SortedSet<Version> versions = specified.getOrDefault(key, Collections.emptySortedSet());
      assertThat(document.versions(key)).containsExactlyElementsOf(versions);
      assertThat(document.get(key)).isEqualTo(versions.isEmpty() ? null : versions.last());
    }
    assertThat(document.prefix("k").keySet()).isEqualTo(specified.keySet());
  }

  /** The whole specification: alive is what has a value and what no applied change covers. */
  private static SortedMap<String, SortedSet<Version>> specified(Iterable<Change> applied) {
    SortedSet<Dot> covered = new TreeSet<>();
    applied.forEach(change -> covered.addAll(change.covers()));
    SortedMap<String, SortedSet<Version>> alive = new TreeMap<>();
    for (Change change : applied) {
      byte[] value = change.value();
      if (value != null && !covered.contains(change.dot())) {
        alive
            .computeIfAbsent(change.key(), _ -> new TreeSet<>())
            .add(new Version(change.dot(), change.stamp(), value));
      }
    }
    return alive;
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(4, Kind.PUT),
            Tuple.of(2, Kind.REMOVE),
            Tuple.of(1, Kind.STRAY_PUT),
            Tuple.of(5, Kind.DELIVER));
    Arbitrary<Integer> few = Arbitraries.integers().between(0, KEYS - 1);
    Arbitrary<Integer> any = Arbitraries.integers().between(0, 99);
    return Combinators.combine(kinds, any, few, few, any)
        .as(Step::new)
        .list()
        .ofMaxSize(60)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static final class Life {
    final List<Document> documents = new ArrayList<>();
    final List<List<Change>> seen = new ArrayList<>();
    final List<Change> changes = new ArrayList<>();
    private final int[] nextSeq;

    Life(int replicas) {
      nextSeq = new int[replicas];
      for (int i = 0; i < replicas; i++) {
        documents.add(new Document());
        seen.add(new ArrayList<>());
      }
    }

    void live(List<Step> steps) {
      for (Step step : steps) {
        int self = step.replica() % documents.size();
        Document document = documents.get(self);
        List<Dot> own = document.dotsOf("k" + step.key());
        switch (step.kind()) {
          case PUT -> write(self, step, new byte[] {(byte) step.which()}, own);
          case REMOVE -> write(self, step, null, own);
          case STRAY_PUT -> write(self, step, new byte[0], List.of(dot(step.which() % 3, 5)));
          case DELIVER -> deliver(self, step.which());
        }
      }
    }

    private void write(int self, Step step, byte @Nullable [] value, List<Dot> covers) {
      Dot dot = dot(self, ++nextSeq[self]);
      List<Dot> others = covers.stream().filter(cover -> !cover.equals(dot)).toList();
      changes.add(new Change(dot, new Stamp(step.millis(), 0), "k" + step.key(), value, others));
      deliver(self, changes.size() - 1);
    }

    private void deliver(int self, int which) {
      if (!changes.isEmpty()) {
        Change change = changes.get(which % changes.size());
        boolean isNew = !seen.get(self).contains(change);
        assertThat(documents.get(self).apply(change)).isEqualTo(isNew);
        if (isNew) {
          seen.get(self).add(change);
        }
      }
    }

    private static Dot dot(int replica, long seq) {
      return Dot.of(new ReplicaId(-replica, replica), 1, 1, seq);
    }
  }
}
