package io.dunlin.runtime.journal;

import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The segment that is being written: stages frames, writes them to the page cache, forces them.
 * Space is taken in steps ahead of the frames, so that most forces change no metadata. Whoever sees
 * it fail, other than for space, must not write to it again.
 */
final class SegmentWriter implements AutoCloseable {
  private static final int STEP_BYTES = 256 * 1024;
  static final int STAGE_BYTES = 128 * 1024;

  final long number;
  final long salt;
  private final DiskFile file;
  private final int segmentBytes;
  private final Frames frames = new Frames();
  private final ByteBuffer staged;

  /** Where the first staged byte will stand. */
  private int written = SegmentHeader.BYTES;

  /** All before is on the medium. */
  private int forced = SegmentHeader.BYTES;

  /** All before is told to be on the medium by a mark or, being nothing, needs none. */
  private int marked = SegmentHeader.BYTES;

  private long allocated;

  private SegmentWriter(DiskFile file, SegmentHeader header, int segmentBytes, ByteBuffer stage) {
    this.staged = stage.clear();
    this.file = file;
    this.number = header.number();
    this.salt = header.salt();
    this.segmentBytes = segmentBytes;
  }

  /**
   * Makes the segment's file, which outlives a power cut when this returns. On a failure the file
   * may be there.
   *
   * @param stage of at most {@link #STAGE_BYTES}, the segment's own until the next one is made
   */
  static SegmentWriter create(Disk disk, SegmentHeader header, int segmentBytes, ByteBuffer stage)
      throws IOException {
    int first = Math.min(segmentBytes, STEP_BYTES);
    DiskFile file = disk.create(SegmentName.log(header.number()), first);
    SegmentWriter writer = new SegmentWriter(file, header, segmentBytes, stage);
    try {
      writer.allocated = first;
      file.writeFully(header.encode(), 0);
      file.force();
      disk.forceDirectory();
      return writer;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Whether a frame still fits; one always fits into an empty segment. */
  boolean fits(int frameBytes) {
    long end = (long) written + staged.position() + Frames.MARK_FRAME_BYTES + frameBytes;
    return end <= segmentBytes || isEmpty();
  }

  boolean isEmpty() {
    return written + staged.position() == SegmentHeader.BYTES;
  }

  /** Whether a frame can be staged before what is staged was written. */
  boolean stageHasRoom(int frameBytes) {
    return staged.remaining() >= frameBytes + Frames.MARK_FRAME_BYTES;
  }

  /** Stages an entry and returns where its frame will stand. */
  int stage(LogEntry entry) {
    if (forced > marked) {
      frames.putMark(staged, salt, written + staged.position(), forced);
      marked = forced;
    }
    int position = written + staged.position();
    frames.putEntry(staged, salt, position, entry);
    return position;
  }

  /**
   * Writes what is staged. On a failure that is forgotten and the file cut back to where it was.
   *
   * @throws DiskFullException when it was for space, and the segment may be written to further
   * @throws IOException when the segment is poisoned
   */
  void write() throws IOException {
    if (staged.position() == 0) return;
    staged.flip();
    try {
      file.writeFully(staged, written);
      written += staged.limit();
      allocated = Math.max(allocated, written);
    } catch (IOException e) {
      cutBack(e);
      throw e;
    } finally {
      staged.clear();
    }
  }

  private void cutBack(IOException why) throws IOException {
    // A mark may have been staged with the frames: let the next ones bring it again.
    marked = SegmentHeader.BYTES;
    try {
      file.truncate(written);
      allocated = written;
    } catch (IOException e) {
      e.addSuppressed(why);
      throw e instanceof DiskFullException ? new IOException("cannot be cut back", e) : e;
    }
  }

  /** Takes space ahead where this force changes the file's size in any case. */
  private void allocate() {
    if (written < allocated || allocated >= segmentBytes) return;
    try {
      ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(segmentBytes - allocated, STEP_BYTES));
      file.writeFully(zeros, allocated);
      allocated += zeros.capacity();
    } catch (IOException _) {
      // Only speed is lost: the next frames may still fit, and if not, they say so.
    }
  }

  /** Brings what was written onto the medium. Once it has thrown, the segment is poisoned. */
  void force() throws IOException {
    allocate();
    file.force();
    forced = written;
  }

  int forced() {
    return forced;
  }

  /**
   * Cuts off what stands behind the last committed frame: space taken in advance, or what is void.
   * Best effort, for the end is told elsewhere.
   */
  void seal() {
    try {
      if (forced < allocated) file.truncate(forced);
      if (forced < written) file.force();
    } catch (IOException _) {
      // The headers of later segments tell the end.
    }
    file.close();
  }

  @Override
  public void close() {
    file.close();
  }
}
