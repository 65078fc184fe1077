package io.dunlin.runtime.journal;

import io.dunlin.runtime.step.Lane;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether there is room for an entry. A lane beyond its budget is refused; below the
 * reserve of free space only urgent and state entries are taken, and below a quarter of it none.
 * Tells of each crossing once.
 */
final class Space {
  private static final int NEARLY_FULL_PERCENT = 90;
  private static final int ASK_BYTES = 64 * 1024;

  /** A part of the reserve that nobody gets: freeing a segment moves what must stay. */
  private static final int MOVES_PART = 4;

  private final Disk disk;
  private final JournalLimits limits;
  private final JournalEvents events;
  private final boolean[] nearlyFull = new boolean[JournalLimits.LANES];
  private final boolean[] full = new boolean[JournalLimits.LANES];
  private final AtomicLongArray refusals = new AtomicLongArray(JournalLimits.LANES);
  private boolean diskNearlyFull;
  private boolean diskFull;
  private long askIn;

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
    boolean urgent = lane <= Lane.STATE.number();
    long floor = urgent ? limits.reservedBytes() / MOVES_PART : limits.reservedBytes();
    return isBelow(floor, frameBytes) ? Refusal.DISK_FULL : null;
  }

  /** Asks the disk after so many bytes, and always while it is full; never without a reserve. */
  private boolean isBelow(long floor, int frameBytes) {
    if (limits.reservedBytes() == 0) return false;
    askIn -= frameBytes;
    if (!diskFull && askIn > 0) return false;
    askIn = Math.min(ASK_BYTES, limits.reservedBytes() / (2 * MOVES_PART));
    long free = freeBytes();
    boolean nearly = free < 2 * limits.reservedBytes();
    if (nearly && !diskNearlyFull) events.diskNearlyFull(free, limits.reservedBytes());
    diskNearlyFull = nearly;
    if (free >= floor) return false;
    noteDiskFull();
    return true;
  }

  void noteDiskFull() {
    if (!diskFull) events.diskFull(freeBytes());
    diskFull = true;
  }

  void noteWritten() {
    if (diskFull) events.writableAgain();
    diskFull = false;
  }

  /** Asks the disk anew at the next entry. */
  void noteFreed() {
    askIn = 0;
  }

  void noteRefused(int lane) {
    refusals.incrementAndGet(lane);
  }

  long refusals(int lane) {
    return refusals.get(lane);
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
