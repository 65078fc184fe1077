package io.dunlin.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.ClockAnchor.Source;
import org.junit.jupiter.api.Test;

class UtcClockTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aClockAt1970FixesNothing() {
    var clock = new UtcClock();
    assertThat(clock.offer(new ClockAnchor(5_000, 1_000, Source.SYSTEM), SECOND)).isNull();
    assertThat(clock.anchored()).isFalse();
    assertThat(clock.utcMillis(7 * SECOND)).isEqualTo(7_000);
  }

  @Test
  void aLaterAnchorAlsoDatesWhatWasRecordedBefore() {
    var clock = new UtcClock();
    clock.offer(new ClockAnchor(NOW, 500, Source.PEER), 10 * SECOND);
    assertThat(clock.utcMillis(4 * SECOND)).isEqualTo(NOW - 6_000);
    assertThat(clock.utcMillis(12 * SECOND)).isEqualTo(NOW + 2_000);
  }

  @Test
  void onlyAMuchBetterAnchorReplacesOne() {
    var clock = new UtcClock();
    clock.offer(new ClockAnchor(NOW, 1_000, Source.SYSTEM), 0);
    assertThat(clock.offer(new ClockAnchor(NOW, 900, Source.PEER), SECOND)).isNull();
    assertThat(clock.offer(new ClockAnchor(NOW + 5, 10, Source.GPS), SECOND)).isNotNull();
    assertThat(clock.utcMillis(SECOND)).isEqualTo(NOW + 5);
  }
}
