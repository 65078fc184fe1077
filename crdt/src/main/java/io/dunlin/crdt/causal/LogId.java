package io.dunlin.crdt.causal;

import io.dunlin.crdt.ReplicaId;
import java.util.Objects;

/**
 * Names an append-only log, gap-free from seq 1 at its origin. Ordered by origin, epoch (unsigned),
 * lane.
 *
 * @param origin the replica that writes it, the only one
 * @param epoch one process start of the origin: start counter in the upper 16 bits, random below
 * @param lane its priority, 0 (most urgent) to {@value #LANE_MAX}
 */
public record LogId(ReplicaId origin, long epoch, int lane) implements Comparable<LogId> {
  /** The highest lane there is. */
  public static final int LANE_MAX = 7;

  /**
   * Checks the lane.
   *
   * @throws IllegalArgumentException if there is no such lane
   */
  public LogId {
    Objects.requireNonNull(origin);
    if (lane < 0 || lane > LANE_MAX) {
      throw new IllegalArgumentException("lane " + lane + " is not in 0.." + LANE_MAX);
    }
  }

  @Override
  public int compareTo(LogId other) {
    int byOrigin = origin.compareTo(other.origin);
    if (byOrigin != 0) {
      return byOrigin;
    }
    int byEpoch = Long.compareUnsigned(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Integer.compare(lane, other.lane);
  }

  /** {@code origin/epoch/lane}, the numbers in hexadecimal but for the lane. */
  @Override
  public String toString() {
    return origin + "/" + Long.toHexString(epoch) + "/" + lane;
  }
}
