package io.dunlin.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sees a file through a buffer that is read positionally. Pages that the disk cannot read, tried
 * {@value #TRIES} times, appear as zeros, so that their frames are damaged and the others are not
 * lost with them. Starts at a page, since a copy out of the page cache is slower from within one.
 * Grows to the longest frame. Used by one thread at a time.
 */
final class Window {
  private static final int PAGE_BYTES = 4_096;
  private static final int TRIES = 3;
  private final FrameRun run = new FrameRun();
  private final int readAhead;
  private ByteBuffer buffer;
  private byte[] bytes;

  /** How many bytes of the file stand in {@link #bytes}. */
  private int filled;

  /** Where in {@link #bytes} what may be looked at begins. */
  private int spent;

  private @Nullable DiskFile file;
  private long start;

  /**
   * @param readAhead bytes to read at once, more only for what is longer
   */
  Window(int readAhead) {
    this.readAhead = readAhead;
    this.bytes = new byte[readAhead];
    this.buffer = ByteBuffer.wrap(bytes);
  }

  /** Looks at this file from now on. */
  Window moveTo(DiskFile other) {
    file = other;
    start = 0;
    filled = 0;
    spent = 0;
    return this;
  }

  /**
   * Where in {@link #bytes} the {@code length} bytes from {@code position} on are, until the next
   * call; -1 when the file ends before.
   *
   * @param length at most {@link Frames#FRAME_BYTES_MAX}
   */
  int find(long position, int length) {
    if (position < start + spent || position + length > start + filled) {
      fill(position, length);
      if (position + length > start + filled) return -1;
    }
    return (int) (position - start);
  }

  /** For reading only; another array after a {@link #find} that had to fill it. */
  byte[] bytes() {
    return bytes;
  }

  /** The position in the file of the first byte of {@link #bytes}. */
  long start() {
    return start;
  }

  /**
   * Checks the frames from a place in {@link #bytes} on as one {@link #run}, spoils them by that,
   * and returns whether all are right. The next look at what is before its end reads it again.
   */
  boolean takeRun(int from, int limit, long salt) {
    boolean right = run.take(bytes, from, limit, salt, (int) start);
    spent = run.end();
    return right;
  }

  /** What was taken last. */
  FrameRun run() {
    return run;
  }

  /** Where what stands in {@link #bytes} ends. */
  int filled() {
    return filled;
  }

  /**
   * {@code length} bytes from {@code position}, fewer at the end of the file; valid until the next
   * call.
   *
   * @param length at most {@link Frames#FRAME_BYTES_MAX}
   */
  ByteBuffer at(long position, int length) {
    int from = find(position, length);
    if (from >= 0) return buffer.slice(from, length);
    int skipped = (int) (position - start);
    return skipped < filled ? buffer.slice(skipped, filled - skipped) : buffer.slice(0, 0);
  }

  private void fill(long position, int length) {
    start = position - position % PAGE_BYTES;
    spent = 0;
    int wanted = Math.max((int) (position - start) + length, readAhead);
    if (wanted > bytes.length) {
      bytes = new byte[wanted];
      buffer = ByteBuffer.wrap(bytes);
    }
    try {
      filled = Objects.requireNonNull(file).readFully(buffer.clear().limit(wanted), start);
    } catch (IOException _) {
      filled = fillByPage(start, wanted);
    }
    buffer.clear();
  }

  private int fillByPage(long position, int length) {
    buffer.clear();
    for (int at = 0; at < length; ) {
      int page = (int) Math.min(PAGE_BYTES - (position + at) % PAGE_BYTES, length - at);
      int got = readPage(buffer.slice(at, page), position + at);
      at += got;
      if (got < page) return at;
    }
    return length;
  }

  private int readPage(ByteBuffer page, long position) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return Objects.requireNonNull(file).readFully(page.clear(), position);
      } catch (IOException _) {
        // The next try may do; if none does, the zeros below are found to be damage.
      }
    }
    page.clear();
    while (page.hasRemaining()) page.put((byte) 0);
    return page.capacity();
  }
}
