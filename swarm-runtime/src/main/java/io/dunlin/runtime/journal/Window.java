package io.dunlin.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sees a file through a buffer that is read positionally. Pages that the disk cannot read, tried
 * {@value #TRIES} times, appear as zeros, so that their frames are damaged and the others are not
 * lost with them. Grows to the longest frame and what is read ahead. Used by one thread at a time.
 */
final class Window {
  private static final int PAGE_BYTES = 4_096;
  private static final int TRIES = 3;
  private static final int SMALL_BYTES = 512;

  private final int readAhead;
  private ByteBuffer buffer;
  private byte[] bytes;

  /** How many bytes of the file stand in {@link #bytes}. */
  private int filled;

  private @Nullable DiskFile file;
  private long start;

  /**
   * @param readAhead bytes to read beyond what is needed
   */
  Window(int readAhead) {
    this.readAhead = readAhead;
    this.bytes = new byte[readAhead + SMALL_BYTES];
    this.buffer = ByteBuffer.wrap(bytes);
  }

  /** Looks at this file from now on. */
  Window moveTo(DiskFile other) {
    file = other;
    start = 0;
    filled = 0;
    return this;
  }

  /**
   * Where in {@link #bytes} the {@code length} bytes from {@code position} on are, until the next
   * call; -1 when the file ends before.
   *
   * @param length at most {@link Frames#FRAME_BYTES_MAX}
   */
  int find(long position, int length) {
    if (position < start || position + length > start + filled) {
      fill(position, length);
      if (length > filled) return -1;
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
    return from < 0 ? buffer.slice(0, filled) : buffer.slice(from, length);
  }

  private void fill(long position, int length) {
    start = position;
    int wanted = length + readAhead;
    if (wanted > bytes.length) {
      bytes = new byte[wanted];
      buffer = ByteBuffer.wrap(bytes);
    }
    try {
      filled = Objects.requireNonNull(file).readFully(buffer.clear().limit(wanted), position);
    } catch (IOException _) {
      filled = fillByPage(position, wanted);
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
