package io.dunlin.hal.sim;

import io.dunlin.hal.Clock;
import io.dunlin.hal.Reading;
import java.util.OptionalLong;

/** Time since the hardware was opened, and whether it is still open. */
final class SimTime {
  private static final double NANOS_PER_SECOND = 1e9;
  private final Clock clock;
  private final long startNanos;
  private volatile boolean closed;

  SimTime(Clock clock) {
    this.clock = clock;
    this.startNanos = clock.nanos();
  }

  long nanos() {
    return clock.nanos() - startNanos;
  }

  double seconds() {
    return nanos() / NANOS_PER_SECOND;
  }

  OptionalLong utcMillis() {
    return switch (clock.wall()) {
      case Reading.Value<Clock.WallTime>(Clock.WallTime wall) -> OptionalLong.of(wall.utcMillis());
      case Reading.Missing<Clock.WallTime> _ -> OptionalLong.empty();
    };
  }

  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}
