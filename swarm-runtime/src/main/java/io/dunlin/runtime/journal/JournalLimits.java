package io.dunlin.runtime.journal;

import java.util.List;

/**
 * How much a journal may take.
 *
 * @param segmentBytes size of a segment, 4 KiB to 1 GiB, more where one entry needs it
 * @param laneBytesMax budget of each lane, urgent first; beyond it the lane's entries are refused
 * @param reservedBytes free space on the disk that only urgent and state entries may take; the last
 *     quarter is for moving entries out of segments that are freed
 * @param groupBytesMax bytes appended since the last commit, at most; more are committed first
 * @param whenFull what gives way when a lane of telemetry or bulk is full
 */
public record JournalLimits(
    int segmentBytes,
    List<Long> laneBytesMax,
    long reservedBytes,
    int groupBytesMax,
    WhenFull whenFull) {
  /** Lanes with a budget. */
  public static final int LANES = 4;

  public JournalLimits {
    laneBytesMax = List.copyOf(laneBytesMax);
    if (segmentBytes < 4 * 1024 || segmentBytes > 1 << 30) {
      throw new IllegalArgumentException("segment of " + segmentBytes + " bytes");
    }
    if (laneBytesMax.size() != LANES) throw new IllegalArgumentException("4 lanes have a budget");
    if (reservedBytes < 0 || groupBytesMax < 1) throw new IllegalArgumentException("negative");
  }

  /** Limits under which a full lane refuses. */
  public JournalLimits(
      int segmentBytes, List<Long> laneBytesMax, long reservedBytes, int groupBytesMax) {
    this(segmentBytes, laneBytesMax, reservedBytes, groupBytesMax, WhenFull.REFUSE);
  }

  /** 4 MiB segments; 64, 256, 1024 and 256 MiB for the lanes; 8 MiB in reserve; 1 MiB groups. */
  public static JournalLimits defaults() {
    long mib = 1024 * 1024;
    return new JournalLimits(
        4 << 20, List.of(64 * mib, 256 * mib, 1024 * mib, 256 * mib), 8 * mib, 1 << 20);
  }
}
