package io.dunlin.hal.sim;

import io.dunlin.hal.Clock;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import java.time.Duration;
import java.util.OptionalLong;

/** Time that moves only when told. Without {@link #setUtcMillis} it has no wall time. */
public final class ManualClock implements Clock {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private long nanos;
  private OptionalLong utcAtZero = OptionalLong.empty();

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Reading<WallTime> wall() {
    if (utcAtZero.isEmpty()) {
      return Reading.missing(Reason.Cause.NOT_READY, "nobody has set this clock");
    }
    return Reading.of(new WallTime(utcAtZero.getAsLong() + nanos / NANOS_PER_MILLI, 0));
  }

  /** Moves on; never back. */
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("monotonic time does not go back: " + by);
    }
    nanos += by.toNanos();
  }

  public synchronized void setUtcMillis(long utcMillis) {
    utcAtZero = OptionalLong.of(utcMillis - nanos / NANOS_PER_MILLI);
  }
}
