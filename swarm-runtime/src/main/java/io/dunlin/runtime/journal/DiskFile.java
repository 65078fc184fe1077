package io.dunlin.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. Positions are bytes from its start. */
public interface DiskFile extends AutoCloseable {
  /** Bytes the file is long now. */
  long size() throws IOException;

  /**
   * Reads at a position; does not move anything, so readers need not agree.
   *
   * @return the bytes read, perhaps fewer than {@code into} has room for, -1 at or beyond the end
   */
  int read(ByteBuffer into, long position) throws IOException;

  /**
   * Writes at a position, into the page cache only. Whoever wants all of it written loops.
   *
   * @return the bytes written, perhaps fewer than {@code from} holds, but one at least
   */
  int write(ByteBuffer from, long position) throws IOException;

  /**
   * Returns when every byte written so far is on the medium (fdatasync). Once it has thrown, what
   * was written since the last success may be lost <em>although a later call succeeds</em>
   * (measured on ext4): never try again on the same file, write the bytes to another one.
   */
  void force() throws IOException;

  /** Cuts the file; a size beyond its end changes nothing. */
  void truncate(long size) throws IOException;

  /** Lets go without forcing; never throws. */
  @Override
  void close();

  /** Reads until {@code into} is full or the file ends; returns the bytes read, 0 or more. */
  default int readFully(ByteBuffer into, long position) throws IOException {
    int start = into.position();
    while (into.hasRemaining()) {
      if (read(into, position + into.position() - start) < 0) break;
    }
    return into.position() - start;
  }

  /** Writes all of {@code from}; on a failure its position tells how far it surely came. */
  default void writeFully(ByteBuffer from, long position) throws IOException {
    int start = from.position();
    while (from.hasRemaining()) {
      if (write(from, position + from.position() - start) <= 0) {
        throw new IOException("the disk wrote nothing and said nothing");
      }
    }
  }
}
