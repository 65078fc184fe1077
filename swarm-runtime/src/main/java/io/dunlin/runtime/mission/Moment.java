package io.dunlin.runtime.mission;

/**
 * Now, on both clocks.
 *
 * @param nanos monotonic
 * @param utcMillis the best idea of UTC
 * @param anchored whether that idea may decide on windows
 */
record Moment(long nanos, long utcMillis, boolean anchored) {

  /** Whether a wall time has passed for certain; 0 stands for no such time. */
  boolean after(long millis) {
    return anchored && millis > 0 && utcMillis > millis;
  }

  /** Seconds from now, negative for the past. */
  double secondsTo(long millis) {
    return (millis - utcMillis) / 1e3;
  }

  long millisAt(double seconds) {
    return utcMillis + Math.round(seconds * 1e3);
  }
}
