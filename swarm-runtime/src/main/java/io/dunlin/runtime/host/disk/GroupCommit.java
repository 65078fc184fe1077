package io.dunlin.runtime.host.disk;

import java.time.Duration;

/**
 * When the journal's thread forces what it has written: what is lost at a power cut,
 * unacknowledged, is at most this long or this much behind.
 *
 * @param urgent how long an urgent entry may wait for company
 * @param state how long a state entry may
 * @param other how long telemetry and bulk may
 * @param bytes uncommitted telemetry and bulk that is not kept waiting any longer
 * @param queueEntries entries offered and not yet written, at most; more are not taken
 * @param queueBytes their bytes, at most
 */
public record GroupCommit(
    Duration urgent, Duration state, Duration other, int bytes, int queueEntries, int queueBytes) {
  public GroupCommit {
    if (urgent.isNegative() || state.isNegative() || other.isNegative()) {
      throw new IllegalArgumentException("negative wait");
    }
    if (bytes < 1 || queueEntries < 1 || queueBytes < 1) {
      throw new IllegalArgumentException("at least 1");
    }
  }

  /** Urgent at once, state within 20 ms, the rest within 1 s or 64 KiB; 8,192 entries, 4 MiB. */
  public static GroupCommit defaults() {
    return waiting(8_192, 4 << 20);
  }

  /** The same with room for what many devices send at once: 262,144 entries, 16 MiB. */
  public static GroupCommit ofGateway() {
    return waiting(262_144, 16 << 20);
  }

  private static GroupCommit waiting(int queueEntries, int queueBytes) {
    return new GroupCommit(
        Duration.ZERO,
        Duration.ofMillis(20),
        Duration.ofSeconds(1),
        64 * 1024,
        queueEntries,
        queueBytes);
  }
}
