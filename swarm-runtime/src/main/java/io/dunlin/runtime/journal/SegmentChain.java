package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Begins segments, each of which tells the ends of those before. When {@link
 * SegmentHeader#ENDS_MAX} in a row could neither be used nor taken away, it begins no more: their
 * ends could not all be told.
 */
final class SegmentChain {
  private final Disk disk;
  private final ReplicaId device;
  private final long epoch;
  private final RandomGenerator random;
  private final TreeMap<Long, Integer> ends = new TreeMap<>();
  private final ByteBuffer stage;
  private long last;
  private int unused;

  SegmentChain(Disk disk, JournalSetup setup, long last, SortedMap<Long, Integer> ends) {
    this.disk = disk;
    this.device = setup.device();
    this.epoch = setup.epoch();
    this.random = setup.random();
    this.last = last;
    int frame = Frames.FRAME_BYTES_MAX + Frames.MARK_FRAME_BYTES;
    int bytes = Math.min(SegmentWriter.STAGE_BYTES, setup.limits().segmentBytes());
    this.stage = ByteBuffer.allocate(Math.max(frame, bytes));
    ends.forEach(this::ended);
  }

  /** Remembers where a segment ended, for the headers of the next. */
  void ended(long number, int end) {
    ends.put(number, end);
    while (ends.size() > SegmentHeader.ENDS_MAX) ends.pollFirstEntry();
    if (end > SegmentHeader.BYTES) unused = 0;
  }

  /**
   * Begins the next segment.
   *
   * @throws IOException when it could not; what is left of it is void
   */
  SegmentWriter begin(int segmentBytes) throws IOException {
    if (unused >= SegmentHeader.ENDS_MAX) {
      throw new IOException(unused + " segments in a row could not be written: restart needed");
    }
    long number = last + 1;
    var header = new SegmentHeader(device, epoch, number, random.nextLong(), ends);
    try {
      SegmentWriter writer = SegmentWriter.create(disk, header, segmentBytes, stage);
      last = number;
      return writer;
    } catch (IOException e) {
      abandon(number);
      throw e;
    }
  }

  /** Takes away a segment that holds nothing durable, or makes sure that it is told to be void. */
  void abandon(long number) {
    try {
      disk.delete(SegmentName.log(number));
      disk.forceDirectory();
    } catch (IOException _) {
      last = Math.max(last, number);
      unused++;
      ended(number, SegmentHeader.BYTES);
    }
  }
}
