package io.dunlin.crdt.causal;

/**
 * A hybrid logical clock: its stamps rise strictly, stay near the given time, and exceed every
 * stamp observed before, if that one was believable.
 *
 * <p>A stamp more than {@link #AHEAD_MILLIS_MAX} beyond the given time does not move the clock, so
 * that one device with a wild clock cannot drag the swarm into the future. The write that carries
 * it is not refused (replicas would differ); it merely wins its ties until somebody overwrites it
 * knowingly.
 *
 * <p>Not safe for several threads. Kulkarni et al. 2014, Logical Physical Clocks.
 */
public final class HybridClock {
  /** How far beyond the given time an observed stamp may be and still be believed: ten minutes. */
  public static final long AHEAD_MILLIS_MAX = 600_000;

  private Stamp last = new Stamp(Long.MIN_VALUE, 0);

  /** A new stamp, greater than every one before. */
  public Stamp tick(long nowMillis) {
    last = nowMillis > last.millis() ? new Stamp(nowMillis, 0) : last.next();
    return last;
  }

  /** Makes later stamps greater than this one, unless it lies beyond the bound. */
  public void observe(Stamp stamp, long nowMillis) {
    if (stamp.compareTo(last) > 0 && !isTooFarAhead(stamp, nowMillis)) {
      last = stamp;
    }
  }

  private static boolean isTooFarAhead(Stamp stamp, long nowMillis) {
    long boundMillis = nowMillis + AHEAD_MILLIS_MAX;
    boolean overflowed = boundMillis < nowMillis;
    return !overflowed && stamp.millis() > boundMillis;
  }
}
