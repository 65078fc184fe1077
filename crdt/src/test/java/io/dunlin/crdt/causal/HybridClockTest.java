package io.dunlin.crdt.causal;

import static io.dunlin.crdt.causal.HybridClock.AHEAD_MILLIS_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class HybridClockTest {
  private final HybridClock clock = new HybridClock();

  @Property
  void stampsRiseWhateverTheTimeDoes(
      @ForAll List<@LongRange(min = 0, max = 1L << 60) Long> times,
      @ForAll @LongRange(min = -1L << 60, max = 1L << 60) long observed) {
    HybridClock clock = new HybridClock();
    Stamp last = new Stamp(Long.MIN_VALUE, 0);
    for (long now : times) {
      clock.observe(new Stamp(observed, 3), now);
      Stamp stamp = clock.tick(now);
      assertThat(stamp).isGreaterThan(last);
      assertThat(stamp.millis()).isGreaterThanOrEqualTo(now);
      last = stamp;
    }
  }

  @Example
  void followsTheTimeAndCountsWithinAMillisecond() {
    assertThat(clock.tick(5)).isEqualTo(new Stamp(5, 0));
    assertThat(clock.tick(5)).isEqualTo(new Stamp(5, 1));
    assertThat(clock.tick(4)).isEqualTo(new Stamp(5, 2));
    assertThat(clock.tick(6)).isEqualTo(new Stamp(6, 0));
  }

  @Example
  void exceedsWhatItObservedWithinTheBound() {
    Stamp seen = new Stamp(1000 + AHEAD_MILLIS_MAX, 7);
    clock.observe(seen, 1000);
    assertThat(clock.tick(1000)).isEqualTo(new Stamp(1000 + AHEAD_MILLIS_MAX, 8));
  }

  @Example
  void isNotDraggedIntoTheFuture() {
    clock.observe(new Stamp(1001 + AHEAD_MILLIS_MAX, 0), 1000);
    assertThat(clock.tick(1000)).isEqualTo(new Stamp(1000, 0));
    clock.observe(new Stamp(Long.MAX_VALUE, Integer.MAX_VALUE), 1000);
    assertThat(clock.tick(1000)).isEqualTo(new Stamp(1000, 1));
  }

  @Example
  void carriesAFullCounterIntoTheMilliseconds() {
    clock.observe(new Stamp(7, Integer.MAX_VALUE), 7);
    assertThat(clock.tick(7)).isEqualTo(new Stamp(8, 0));
  }
}
