package io.dunlin.runtime.sync;

/**
 * A token bucket: how much may be sent on a path now. Refills at 0.7 of what the path carries, so
 * that probes and others find room; holds a quarter of a second, at least one packet.
 */
final class Pacer {
  /** Taken for what a path carries until it is measured. */
  static final long RATE_UNKNOWN = 64 * 1024;

  private static final long RATE_MAX = 1L << 30;
  private static final long SECOND = 1_000_000_000;
  private static final long HOLD_MOST = 64 * 1024;

  private long bytesPerSecond = RATE_UNKNOWN * 7 / 10;
  private long tokens = hold();
  private long refilledNanos = Long.MIN_VALUE;

  /** Sets what the path carries, 0 if unknown. */
  void carries(long rate) {
    long known = rate <= 0 ? RATE_UNKNOWN : Math.min(rate, RATE_MAX);
    bytesPerSecond = Math.max(1, known * 7 / 10);
  }

  long bytesPerSecond() {
    return bytesPerSecond;
  }

  boolean isReady(long nowNanos) {
    refill(nowNanos);
    return tokens > 0;
  }

  /** What was sent counts, urgent or not; the bucket may run into debt. */
  void charge(int bytes) {
    tokens = Math.max(tokens - bytes, -2 * bytesPerSecond - hold());
  }

  /** When the next packet may go. */
  long readyNanos(long nowNanos) {
    if (isReady(nowNanos)) {
      return nowNanos;
    }
    return nowNanos + (1 - tokens) * SECOND / bytesPerSecond + 1;
  }

  private long hold() {
    return Math.clamp(bytesPerSecond / 4, SyncSettings.PACKET_BYTES_MOST, HOLD_MOST);
  }

  private void refill(long nowNanos) {
    if (refilledNanos == Long.MIN_VALUE) {
      refilledNanos = nowNanos;
    }
    long elapsed = Math.min(nowNanos - refilledNanos, 4 * SECOND);
    long gained = elapsed * (bytesPerSecond / 1_000) / (SECOND / 1_000);
    if (bytesPerSecond < 1_000_000) {
      gained = elapsed * bytesPerSecond / SECOND;
    }
    if (gained > 0) {
      tokens = Math.min(tokens + gained, hold());
      refilledNanos = nowNanos;
    }
  }
}
