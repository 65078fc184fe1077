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

  private ByteBuffer buffer;
  private final int readAhead;
  private @Nullable DiskFile file;
  private long start;

  /**
   * @param readAhead bytes to read beyond what is needed
   */
  Window(int readAhead) {
    this.readAhead = readAhead;
    this.buffer = ByteBuffer.allocate(readAhead + SMALL_BYTES).limit(0);
  }

  /** Looks at this file from now on. */
  Window moveTo(DiskFile other) {
    file = other;
    start = 0;
    buffer.clear().limit(0);
    return this;
  }

  /**
   * Where in {@link #buffer} the {@code length} bytes from {@code position} on are, until the next
   * call; -1 when the file ends before.
   *
   * @param length at most {@link Frames#FRAME_BYTES_MAX}
   */
  int find(long position, int length) {
    if (position < start || position + length > start + buffer.limit()) {
      fill(position, length);
      if (length > buffer.limit()) return -1;
    }
    return (int) (position - start);
  }

  /** For absolute gets. */
  ByteBuffer buffer() {
    return buffer;
  }

  /**
   * {@code length} bytes from {@code position}, fewer at the end of the file; valid until the next
   * call.
   *
   * @param length at most {@link Frames#FRAME_BYTES_MAX}
   */
  ByteBuffer at(long position, int length) {
    int from = find(position, length);
    return from < 0 ? buffer.slice() : buffer.slice(from, length);
  }

  private void fill(long position, int length) {
    start = position;
    if (length + readAhead > buffer.capacity()) buffer = ByteBuffer.allocate(length + readAhead);
    buffer.clear().limit(Math.min(buffer.capacity(), length + readAhead));
    try {
      Objects.requireNonNull(file).readFully(buffer, position);
      buffer.flip();
    } catch (IOException _) {
      fillByPage(position, Math.min(buffer.capacity(), length + readAhead));
    }
  }

  private void fillByPage(long position, int length) {
    buffer.clear();
    for (int at = 0; at < length; ) {
      int page = (int) Math.min(PAGE_BYTES - (position + at) % PAGE_BYTES, length - at);
      int got = readPage(buffer.slice(at, page), position + at);
      at += got;
      if (got < page) {
        buffer.limit(at);
        return;
      }
    }
    buffer.limit(length);
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
