package io.dunlin.runtime.journal;

import io.dunlin.runtime.step.Lane;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether there is room for an entry. A lane beyond its budget is refused; below the
 * reserve of free space only urgent and state entries are taken. Tells of each crossing once.
 */
final class Space {
  private static final int NEARLY_FULL_PERCENT = 90;
  private static final int ASK_BYTES = 64 * 1024;

  private final Disk disk;
  private final JournalLimits limits;
  private final JournalEvents events;
  private final boolean[] nearlyFull = new boolean[JournalLimits.LANES];
  private final boolean[] full = new boolean[JournalLimits.LANES];
  private final long[] refusals = new long[JournalLimits.LANES];
  private boolean diskFull;
  private int askIn;

  Space(Disk disk, JournalLimits limits, JournalEvents events) {
    this.disk = disk;
    this.limits = limits;
    this.events = events;
  }

  /**
   * Why an entry cannot be taken, null when it can.
   *
   * @param laneBytes what the lane takes already
   */
  @Nullable Refusal refusal(int lane, long laneBytes, int frameBytes) {
    long max = limits.laneBytesMax().get(lane);
    long bytes = laneBytes + frameBytes;
    if (bytes > max) {
      if (!full[lane]) events.laneFull(lane, laneBytes, max);
      full[lane] = true;
      return Refusal.LANE_FULL;
    }
    full[lane] = false;
    boolean nearly = bytes > max / 100 * NEARLY_FULL_PERCENT;
    if (nearly && !nearlyFull[lane]) events.laneNearlyFull(lane, bytes, max);
    nearlyFull[lane] = nearly;
    if (lane <= Lane.STATE.number()) return null;
    return reserveIsTouched(frameBytes) ? Refusal.DISK_FULL : null;
  }

  /** Asks the disk once per {@value #ASK_BYTES} bytes, and always while it is full. */
  private boolean reserveIsTouched(int frameBytes) {
    askIn -= frameBytes;
    if (!diskFull && askIn > 0) return false;
    askIn = ASK_BYTES;
    boolean touched = freeBytes() < limits.reservedBytes();
    if (touched) noteDiskFull();
    return touched;
  }

  void noteDiskFull() {
    if (!diskFull) events.diskFull(freeBytes());
    diskFull = true;
  }

  void noteWritten() {
    if (diskFull) events.writableAgain();
    diskFull = false;
  }

  void noteRefused(int lane) {
    refusals[lane]++;
  }

  long refusals(int lane) {
    return refusals[lane];
  }

  /** 0 when the disk does not say. */
  long freeBytes() {
    try {
      return disk.freeBytes();
    } catch (IOException _) {
      return 0;
    }
  }
}
