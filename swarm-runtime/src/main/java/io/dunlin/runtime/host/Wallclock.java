package io.dunlin.runtime.host;

import io.dunlin.hal.Clock;
import io.dunlin.hal.Reading;

/** The board's clocks. The system clock counts as UTC give or take a second, if it is set. */
final class Wallclock implements Clock {
  private static final long SYSTEM_UNCERTAINTY_MILLIS = 1_000;

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Reading<WallTime> wall() {
    return Reading.of(new WallTime(System.currentTimeMillis(), SYSTEM_UNCERTAINTY_MILLIS));
  }
}
