package io.dunlin.gateway.shaper;

import java.util.SplittableRandom;
import java.util.function.Predicate;

/** One direction of a link: decides when, and whether, bytes come out at the far end. */
final class Direction {
  /** A router's buffer: what would wait longer is dropped. */
  private static final long QUEUE_NANOS_MAX = 500_000_000;

  private final SplittableRandom random;
  private LinkShape shape;
  private boolean up = true;
  private Predicate<byte[]> dropped = _ -> false;
  private double repeatRatio;
  private long freeAtNanos;
  private long passed;
  private long lost;

  Direction(LinkShape shape, SplittableRandom random) {
    this.shape = shape;
    this.random = random;
  }

  synchronized void shape(LinkShape newShape) {
    shape = newShape;
  }

  /** Datagrams for which this holds never arrive. */
  synchronized void drop(Predicate<byte[]> which) {
    dropped = which;
  }

  synchronized boolean drops(byte[] datagram) {
    return dropped.test(datagram);
  }

  /** So much of what arrives arrives twice. */
  synchronized void repeat(double ratio) {
    repeatRatio = ratio;
  }

  synchronized boolean repeats() {
    return repeatRatio > 0 && random.nextDouble() < repeatRatio;
  }

  synchronized void up(boolean isUp) {
    up = isUp;
  }

  synchronized boolean isUp() {
    return up;
  }

  /** When a datagram of so many bytes arrives, or -1 when it never does. */
  synchronized long arrivalOfDatagram(int bytes, long nowNanos) {
    if (!up || random.nextDouble() < shape.lossRatio()) {
      lost++;
      return -1;
    }
    long start = Math.max(nowNanos, freeAtNanos);
    if (start - nowNanos > QUEUE_NANOS_MAX) {
      lost++;
      return -1;
    }
    freeAtNanos = start + serialisation(bytes);
    passed++;
    return freeAtNanos + latency();
  }

  /** When a piece of a stream arrives; never before the piece before it. */
  synchronized long arrivalOfPiece(int bytes, long nowNanos) {
    long stall = random.nextDouble() < shape.lossRatio() ? LinkShape.STALL_NANOS : 0;
    freeAtNanos = Math.max(nowNanos, freeAtNanos) + stall + serialisation(bytes);
    passed++;
    return freeAtNanos + latency();
  }

  private long serialisation(int bytes) {
    return bytes * 1_000_000_000L / shape.bytesPerSecond();
  }

  private long latency() {
    long jitter = shape.jitterNanos() == 0 ? 0 : random.nextLong(shape.jitterNanos() + 1);
    return shape.delayNanos() + jitter;
  }

  synchronized long passed() {
    return passed;
  }

  synchronized long dropped() {
    return lost;
  }
}
