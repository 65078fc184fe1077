package io.dunlin.planner.timeline;

import java.util.Arrays;

/**
 * One thing at a time. Intervals sorted by start; find O(log k + gaps passed), book O(k) in the
 * worst case.
 */
public final class Exclusive implements Occupancy {
  private double[] start = new double[8];
  private double[] end = new double[8];
  private int size;

  /** Index of the first booking from which on there is no gap. */
  private int packedFrom;

  @Override
  public double earliest(double from, double seconds, int cores, long memoryBytes) {
    return earliest(from, seconds);
  }

  /**
   * As above without demands. Something of no length starts at once unless it would fall inside a
   * booking.
   */
  public double earliest(double from, double seconds) {
    double at = from;
    for (int i = firstEndingAfter(from); i < size; i++) {
      if (at + seconds <= start[i]) {
        return at;
      }
      if (i >= packedFrom && seconds > 0) {
        return Math.max(at, end[size - 1]);
      }
      at = Math.max(at, end[i]);
    }
    return at;
  }

  @Override
  public void book(double from, double to, int cores, long memoryBytes) {
    book(from, to);
  }

  /**
   * As above without demands. What is booked already is not booked again. A booking of no length is
   * kept: nothing may later be booked over it.
   */
  public void book(double from, double to) {
    int at = size;
    while (at > 0 && (start[at - 1] > from || (to <= from && start[at - 1] == from))) {
      at--;
    }
    double free = at > 0 ? Math.max(from, end[at - 1]) : from;
    if (to < free || (to == free && free > from)) {
      return;
    }
    if (at < size && start[at] < to) {
      double rest = end[at];
      insert(at, free, start[at]);
      if (rest < to) {
        book(rest, to);
      }
    } else {
      insert(at, free, to);
    }
  }

  private void insert(int at, double from, double to) {
    if (size == start.length) {
      start = Arrays.copyOf(start, 2 * size);
      end = Arrays.copyOf(end, 2 * size);
    }
    System.arraycopy(start, at, start, at + 1, size - at);
    System.arraycopy(end, at, end, at + 1, size - at);
    start[at] = from;
    end[at] = to;
    size++;
    if (at < size - 1) {
      packedFrom += at <= packedFrom ? 1 : 0;
    } else if (at > 0 && start[at] > end[at - 1]) {
      packedFrom = at;
    }
    while (packedFrom > 0 && start[packedFrom] <= end[packedFrom - 1]) {
      packedFrom--;
    }
  }

  @Override
  public void clear() {
    size = 0;
    packedFrom = 0;
  }

  @Override
  public double lastEnd() {
    return size == 0 ? 0 : end[size - 1];
  }

  private int firstEndingAfter(double time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end[middle] > time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
