package io.dunlin.crdt.map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.reconcile.HashKey;
import io.dunlin.crdt.reconcile.LiveDotDifference;
import io.dunlin.crdt.reconcile.SymbolDecoder;
import io.dunlin.crdt.reconcile.SymbolStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {
  private final Document document = new Document();

  @Test
  void keepsTheLastKnowinglyWrittenValue() {
    document.apply(write(1, 100, "k", "old"));
    document.apply(write(2, 5, "k", "new", dot(1)));
    assertThat(textOf("k")).isEqualTo("new");
    assertThat(document.versions("k")).hasSize(1);
  }

  @Test
  void keepsConcurrentValuesAndNamesAWinner() {
    document.apply(write(1, 100, "k", "later"));
    document.apply(write(2, 5, "k", "earlier"));
    assertThat(textOf("k")).isEqualTo("later");
    assertThat(document.versions("k")).hasSize(2);
    assertThat(document.dotsOf("k")).containsExactly(dot(2), dot(1));
  }

  @Test
  void aCoverMayComeFirst() {
    document.apply(remove(2, "k", dot(1)));
    assertThat(document.apply(write(1, 100, "k", "late"))).isTrue();
    assertThat(document.get("k")).isNull();
    assertThat(document.prefix("")).isEmpty();
  }

  @Test
  void whatIsRemovedDoesNotComeBack() {
    Change written = write(1, 100, "k", "v");
    document.apply(written);
    document.apply(remove(2, "k", dot(1)));
    assertThat(document.apply(written)).isFalse();
    assertThat(document.get("k")).isNull();
    assertThat(document.revision()).isEqualTo(2);
  }

  @Test
  void listsTheWinnersOfAPrefix() {
    document.apply(write(1, 1, "a/1", "x"));
    document.apply(write(2, 2, "a/2", "y"));
    document.apply(write(3, 3, "b", "z"));
    assertThat(document.prefix("a/")).containsOnlyKeys("a/1", "a/2");
  }

  @Test
  void aNewWriteCoversTheGreatestWhenThereAreTooMany() {
    for (int seq = 1; seq <= Change.COVERS_MAX + 3; seq++) {
      document.apply(write(seq, seq, "k", "v" + seq));
    }
    List<Dot> covers = document.dotsOf("k");
    assertThat(covers).hasSize(Change.COVERS_MAX).doesNotContain(dot(1), dot(2), dot(3));
    document.apply(write(100, 50, "k", "new", covers.toArray(Dot[]::new)));
    assertThat(textOf("k")).isEqualTo("new");
  }

  @Test
  void copiesDoNotFollow() {
    document.apply(write(1, 1, "k", "v"));
    List<Version> before = document.versions("k");
    document.apply(write(2, 2, "k", "w"));
    assertThat(before).hasSize(1);
    assertThat(document.versions("none")).isEmpty();
    assertThat(document.dotsOf("none")).isEmpty();
  }

  /** Below a compaction floor: the changes that removed are gone, what is alive tells it. */
  @Test
  void dropsWhatAnotherHasRemovedAndForgotten() {
    Document other = new Document();
    for (int seq = 1; seq <= 3; seq++) {
      document.apply(write(seq, seq, "k" + seq, "v"));
      other.apply(write(seq, seq, "k" + seq, "v"));
    }
    other.apply(remove(4, "k2", dot(2)));
    assertThat(other.seen().contains(dot(4))).isTrue();
    HashKey key = new HashKey(1, 2);
    SymbolDecoder decoder =
        new SymbolDecoder(
            key, LiveDotDifference.items(document.alive(), document.seen(), other.seen()), 99);
    SymbolStream stream =
        new SymbolStream(
            key, LiveDotDifference.items(other.alive(), other.seen(), document.seen()));
    while (!decoder.take(stream.next())) {
      assertThat(decoder.hasFailed()).isFalse();
    }
    LiveDotDifference gone = LiveDotDifference.of(decoder, document.seen(), other.seen());
    long before = document.revision();
    assertThat(document.drop(gone.removeHere())).isTrue();
    assertThat(document.revision()).isGreaterThan(before);
    assertThat(document.canonicalBytes()).isEqualTo(other.canonicalBytes());
    assertThat(document.apply(write(2, 2, "k2", "v"))).isFalse();
    assertThat(document.drop(gone.removeHere())).isFalse();
  }

  private String textOf(String key) {
    Version version = document.get(key);
    return version == null ? "nothing" : new String(version.value(), UTF_8);
  }

  private static Dot dot(long seq) {
    return Dot.of(new ReplicaId(1, 2), 3, 1, seq);
  }

  private static Change write(long seq, long millis, String key, String value, Dot... covers) {
    return new Change(dot(seq), new Stamp(millis, 0), key, value.getBytes(UTF_8), List.of(covers));
  }

  private static Change remove(long seq, String key, Dot... covers) {
    return new Change(dot(seq), new Stamp(1, 0), key, null, List.of(covers));
  }
}
