package io.dunlin.runtime.journal;

import java.util.Arrays;

/**
 * What one segment holds of one log: its numbers, its kinds, and index points from which to scan by
 * number or time. A point is made at the log's first entry, then after {@value #POINT_ENTRIES} of
 * its entries or {@value #POINT_BYTES} bytes of the segment. 24 bytes a point: at most 24 bytes per
 * 64 entries, and 64 points more per 4 MiB.
 */
final class LogSlice {
  static final int POINT_ENTRIES = 64;
  static final int POINT_BYTES = 64 * 1024;

  /** The bits of all kinds. */
  static final int EVERY_KIND = -1;

  final long segment;
  final Runs held = new Runs();
  private int points;
  private int[] positions = new int[1];
  private long[] lowest = new long[1];

  /** Highest number less the lowest of a point. */
  private int[] spans = new int[1];

  /** Greatest time since the origin's start of a point. */
  private long[] newest = new long[1];

  /** A bit for each kind there is; the last for all kinds beyond. */
  int kinds;

  private int entriesOfLast;
  long entries;
  long bytes;

  LogSlice(long segment) {
    this.segment = segment;
  }

  static int kindBit(byte kind) {
    return 1 << (kind >= 0 && kind < 31 ? kind : 31);
  }

  void add(long seq, int position, int frameBytes, byte kind, long bootNanos) {
    kinds |= kindBit(kind);
    if (points == 0 || !joinsLast(seq, position)) {
      addPoint(position, seq, 0, bootNanos);
    } else {
      newest[points - 1] = Math.max(newest[points - 1], bootNanos);
      long low = Math.min(lowest[points - 1], seq);
      long high = Math.max(lowest[points - 1] + spans[points - 1], seq);
      lowest[points - 1] = low;
      spans[points - 1] = (int) (high - low);
    }
    entriesOfLast++;
    held.add(seq);
    entries++;
    bytes += frameBytes;
  }

  private boolean joinsLast(long seq, int position) {
    long low = lowest[points - 1];
    return entriesOfLast < POINT_ENTRIES
        && position - positions[points - 1] < POINT_BYTES
        && seq - low > Integer.MIN_VALUE / 2
        && seq - low < Integer.MAX_VALUE / 2
        && spans[points - 1] < Integer.MAX_VALUE / 2;
  }

  void addPoint(int position, long low, int span, long bootNanos) {
    if (points == positions.length) {
      int room = points + Math.max(1, points / 2);
      positions = Arrays.copyOf(positions, room);
      lowest = Arrays.copyOf(lowest, room);
      spans = Arrays.copyOf(spans, room);
      newest = Arrays.copyOf(newest, room);
    }
    positions[points] = position;
    lowest[points] = low;
    spans[points] = span;
    newest[points] = bootNanos;
    points++;
    entriesOfLast = 0;
  }

  int points() {
    return points;
  }

  /** Copies the positions of its points to {@code at} on; returns where they end. */
  int positionsTo(int[] to, int at) {
    System.arraycopy(positions, 0, to, at, points);
    return at + points;
  }

  int position(int point) {
    return positions[point];
  }

  long lowest(int point) {
    return lowest[point];
  }

  int span(int point) {
    return spans[point];
  }

  long newest(int point) {
    return newest[point];
  }

  /** The first point from {@code from} on that may cover the number; -1 when none does. */
  int pointOf(long seq, int from) {
    for (int i = from; i < points; i++) {
      if (lowest[i] <= seq && seq <= lowest[i] + spans[i]) return i;
    }
    return -1;
  }

  /** Gives back what was taken for growing. */
  void trim() {
    positions = Arrays.copyOf(positions, points);
    lowest = Arrays.copyOf(lowest, points);
    spans = Arrays.copyOf(spans, points);
    newest = Arrays.copyOf(newest, points);
  }
}
