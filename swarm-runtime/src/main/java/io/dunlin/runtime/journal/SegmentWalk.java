package io.dunlin.runtime.journal;

import java.nio.ByteBuffer;

/**
 * Walks the frames of one segment by the one rule of recovery: what is known to have been committed
 * is kept frame by frame, each damaged one reported; of the rest the longest valid prefix is kept
 * and everything behind it is void. What was committed is known from the header of a later segment,
 * or else from the marks that stand behind the damage.
 */
final class SegmentWalk {
  /** Bytes summed in search of the next right frame, per byte of the segment. */
  private static final long SEARCH_FACTOR = 64;

  private static final int BLOCK_BYTES = 4_096;

  private final Frames frames = new Frames();
  private final EntryView entry = new EntryView();
  private final Window window;
  private final long salt;
  private final long size;
  private long searchBytesLeft;
  private long marked = SegmentHeader.BYTES;

  /** A frame before this is not right, and which one is found one by one. */
  private long singlyUntil;

  /** The visitor wants no more. */
  private boolean stopped;

  /** Where in the window the payload found last stands. */
  private int payload;

  /** What is found, in the order of the file. An entry is valid during the call only. */
  interface Visitor {
    /**
     * A right entry.
     *
     * @return false to stop
     */
    boolean entry(int position, EntryView entry);

    /** Committed bytes that are not right any more. */
    void damage(long position, long bytes);
  }

  /**
   * @param size bytes of the file
   */
  SegmentWalk(Window window, long salt, long size) {
    this.window = window;
    this.salt = salt;
    this.size = size;
    this.searchBytesLeft = SEARCH_FACTOR * Math.max(size, BLOCK_BYTES);
  }

  /** Walks up to an end that is known: all of it was committed. Returns where it stopped. */
  long committed(long from, long end, Visitor visitor) {
    long at = from;
    while (at < end) {
      at = right(at, end, visitor);
      if (stopped) return at;
      if (at >= end) break;
      long next = next(at + 1, end);
      visitor.damage(at, next - at);
      at = next;
    }
    return end;
  }

  /** Walks a segment whose end is not known, and returns it. */
  long prefix(long from, Visitor visitor) {
    long at = from;
    long committed = -1;
    while (true) {
      at = right(at, size, visitor);
      if (stopped) return at;
      if (committed < 0) committed = lastMark(at);
      if (at >= committed) return at;
      long next = next(at + 1, committed);
      visitor.damage(at, next - at);
      at = next;
    }
  }

  /** Hands over right frames up to the first that is not, or the end; returns where that is. */
  private long right(long from, long end, Visitor visitor) {
    long at = from;
    while (at < end) {
      int length = payloadAt(at, end);
      if (length < 0) return at;
      if (!visit(at, window.bytes(), payload, length, visitor)) return at;
      at += Frames.HEAD_BYTES + length;
      if (at >= singlyUntil) at = inWindow(at, end, visitor);
      if (stopped) return at;
    }
    return at;
  }

  /** The same for the frames that stand whole in the window: nearly all. */
  private long inWindow(long from, long end, Visitor visitor) {
    byte[] bytes = window.bytes();
    long start = window.start();
    int limit = (int) Math.min(window.filled(), end - start);
    int at = (int) (from - start);
    FrameRun run = window.run();
    boolean right = window.takeRun(at, limit, salt);
    searchBytesLeft -= run.end() - at;
    if (!right) {
      singlyUntil = start + run.end();
      return from;
    }
    for (int i = 0; i < run.count(); i++) {
      int body = at + Frames.HEAD_BYTES;
      int length = run.length(i);
      if (!visit(start + at, bytes, body, length, visitor)) break;
      at = body + length;
    }
    return start + at;
  }

  /** How many bytes from {@code position} on are not the zeros of space taken in advance. */
  long used(long position) {
    long used = 0;
    for (long at = position; at < size; at += BLOCK_BYTES) {
      ByteBuffer block = window.at(at, (int) Math.min(BLOCK_BYTES, size - at));
      for (int i = block.limit() - 1; i >= 0; i--) {
        if (block.get(i) != 0) {
          used = at + i + 1 - position;
          break;
        }
      }
    }
    return used;
  }

  /** All before was on the medium by the word of a mark that was passed. */
  long marked() {
    return marked;
  }

  private boolean visit(long at, byte[] bytes, int from, int length, Visitor visitor) {
    if (entry.moveTo(bytes, from, length).isEntry()) {
      if (visitor.entry((int) at, entry)) return true;
      stopped = true;
      return false;
    }
    if (Frames.isMark(bytes, from, length)) {
      marked = Math.max(marked, Frames.committed(bytes, from));
    }
    return true;
  }

  /** Length of the payload of the right frame at a position; -1 when there is none. */
  int payloadAt(long at, long end) {
    int head = window.find(at, Frames.HEAD_BYTES);
    if (head < 0) return -1;
    byte[] bytes = window.bytes();
    int length = Frames.intAt(bytes, head);
    int sum = Frames.intAt(bytes, head + 4);
    if (length < 1 || length > Frames.PAYLOAD_BYTES_MAX || at + Frames.HEAD_BYTES + length > end) {
      return -1;
    }
    payload = head + Frames.HEAD_BYTES;
    if (payload + length > window.filled()) {
      payload = window.find(at + Frames.HEAD_BYTES, length);
      bytes = window.bytes();
    }
    searchBytesLeft -= length;
    if (payload < 0) return -1;
    return sum == frames.sum(salt, (int) at, bytes, payload, length) ? length : -1;
  }

  /** The next position with a right frame, or {@code end}. Hostile bytes cannot make it slow. */
  private long next(long from, long end) {
    searchBytesLeft = Math.min(searchBytesLeft, SEARCH_FACTOR * size);
    for (long at = from; at < end && searchBytesLeft > 0; at++) {
      if (payloadAt(at, end) >= 0) return at;
    }
    return end;
  }

  /** The largest committed position that a mark behind {@code from} tells; 0 when none does. */
  private long lastMark(long from) {
    long committed = 0;
    long budget = searchBytesLeft;
    for (long at = next(from + 1, size); at < size; ) {
      int length = payloadAt(at, size);
      if (Frames.isMark(window.bytes(), payload, length)) {
        committed = Math.max(committed, Frames.committed(window.bytes(), payload));
      }
      at = next(at + Frames.HEAD_BYTES + length, size);
    }
    searchBytesLeft = budget;
    return Math.min(committed, size);
  }
}
