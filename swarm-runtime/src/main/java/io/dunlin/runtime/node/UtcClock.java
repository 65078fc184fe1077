package io.dunlin.runtime.node;

import io.dunlin.runtime.state.ClockAnchor;
import org.jspecify.annotations.Nullable;

/**
 * The device's best idea of UTC: its newest anchor carried on by monotonic time. Nothing but
 * windows, deadlines and what people read depends on it.
 */
final class UtcClock {
  /** A crystal drifts up to so much; an anchor grows this less certain by the second. */
  private static final long DRIFT_PARTS_PER_MILLION = 100;

  /** 2026-01-01: a clock before it was never set. */
  private static final long PLAUSIBLE_MILLIS = 1_767_225_600_000L;

  private @Nullable ClockAnchor anchor;
  private long anchorBootNanos;

  /** The anchor to write down, or null when what is known is as good. */
  @Nullable ClockAnchor offer(ClockAnchor offered, long bootNanos) {
    if (offered.utcMillis() < PLAUSIBLE_MILLIS) return null;
    if (anchor != null && offered.uncertaintyMillis() * 2 > uncertaintyMillis(bootNanos)) {
      return null;
    }
    anchor = offered;
    anchorBootNanos = bootNanos;
    return offered;
  }

  /** What is known, as an anchor at this moment; null when nothing is. */
  @Nullable ClockAnchor now(long bootNanos) {
    return anchor == null
        ? null
        : new ClockAnchor(utcMillis(bootNanos), uncertaintyMillis(bootNanos), anchor.source());
  }

  boolean anchored() {
    return anchor != null;
  }

  /** UTC; without an anchor the time since boot, which is far in the past and never plausible. */
  long utcMillis(long bootNanos) {
    return anchor == null ? bootNanos / 1_000_000 : anchor.utcMillis(anchorBootNanos, bootNanos);
  }

  long uncertaintyMillis(long bootNanos) {
    if (anchor == null) return Long.MAX_VALUE / 2;
    long age = (bootNanos - anchorBootNanos) / 1_000_000;
    return anchor.uncertaintyMillis() + age * DRIFT_PARTS_PER_MILLION / 1_000_000;
  }
}
