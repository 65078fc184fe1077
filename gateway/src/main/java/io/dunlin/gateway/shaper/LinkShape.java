package io.dunlin.gateway.shaper;

/**
 * How one direction of a link behaves.
 *
 * @param delayNanos added to each packet
 * @param jitterNanos up to so much more, drawn evenly; packets may overtake each other
 * @param lossRatio 0 to 1; on a stream a lost packet is a stall of {@link #STALL_NANOS}
 * @param bytesPerSecond above 0
 */
public record LinkShape(long delayNanos, long jitterNanos, double lossRatio, long bytesPerSecond) {
  /** A typical retransmission time-out of a stream. */
  public static final long STALL_NANOS = 200_000_000;

  public LinkShape {
    if (delayNanos < 0 || jitterNanos < 0 || !(lossRatio >= 0 && lossRatio <= 1)) {
      throw new IllegalArgumentException("delay, jitter and loss are not negative, loss at most 1");
    }
    if (bytesPerSecond <= 0) throw new IllegalArgumentException("a link has a rate above 0");
  }

  public static LinkShape of(double delayMillis, double jitterMillis, double loss, long rate) {
    return new LinkShape(Math.round(delayMillis * 1e6), Math.round(jitterMillis * 1e6), loss, rate);
  }
}
