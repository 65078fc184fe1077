package io.dunlin.crdt.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChangeTest {
  @Test
  void sortsItsCoversAndDropsRepeats() {
    assertThat(change("k", 0, List.of(dot(3), dot(1), dot(3))).covers())
        .containsExactly(dot(1), dot(3));
  }

  @Test
  void refusesWhatIsBeyondItsBounds() {
    assertThat(change("k".repeat(256), 65_536, dots(64)).covers()).hasSize(64);
    assertRefused("", 0, List.of());
    assertRefused("k".repeat(257), 0, List.of());
    assertRefused("ä".repeat(129), 0, List.of());
    assertRefused("\ud800", 0, List.of());
    assertRefused("k", 65_537, List.of());
    assertRefused("k", 0, dots(65));
    assertRefused("k", 0, List.of(dot(1000)));
  }

  @Test
  void isEqualByContent() {
    assertThat(change("k", 3, dots(2)))
        .isEqualTo(change("k", 3, dots(2)))
        .hasSameHashCodeAs(change("k", 3, dots(2)))
        .isNotEqualTo(change("k", 4, dots(2)));
  }

  private static void assertRefused(String key, int valueBytes, List<Dot> covers) {
    assertThatThrownBy(() -> change(key, valueBytes, covers))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Change change(String key, int valueBytes, List<Dot> covers) {
    return new Change(dot(1000), new Stamp(0, 0), key, new byte[valueBytes], covers);
  }

  private static List<Dot> dots(int count) {
    return LongStream.rangeClosed(1, count).mapToObj(ChangeTest::dot).toList();
  }

  private static Dot dot(long seq) {
    return Dot.of(new ReplicaId(0, 1), 1, 1, seq);
  }
}
