package io.dunlin.hal;

/** The device's time. Correctness rests on {@link #nanos()} alone; wall time is a measurement. */
public interface Clock {
  /** Monotonic nanoseconds from an arbitrary origin; never goes back while the process lives. */
  long nanos();

  /** What the device believes UTC to be; missing on a board without a set clock. */
  Reading<WallTime> wall();

  /**
   * UTC as far as the device knows it.
   *
   * @param utcMillis milliseconds since 1970 UTC
   * @param uncertaintyMillis half width of the interval that holds true UTC, 0 or more
   */
  record WallTime(long utcMillis, long uncertaintyMillis) {
    public WallTime {
      if (uncertaintyMillis < 0) {
        throw new IllegalArgumentException("uncertainty " + uncertaintyMillis);
      }
    }
  }
}
