package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.IntervalSet;
import java.util.Arrays;

/**
 * A set of numbers from 1 as closed runs that grows in place: at its end in O(1), elsewhere in
 * O(runs). 16 bytes a run.
 */
final class Runs {
  private long[] bounds = new long[2];
  private int size;

  /** Adds a number; false when it was there. */
  boolean add(long seq) {
    if (size > 0 && seq == bounds[size - 1] + 1) {
      bounds[size - 1] = seq;
      return true;
    }
    int at = floor(seq);
    if (at >= 0 && seq <= bounds[at + 1]) return false;
    boolean touchesBefore = at >= 0 && bounds[at + 1] == seq - 1;
    boolean touchesAfter = at + 2 < size && bounds[at + 2] == seq + 1;
    if (touchesBefore && touchesAfter) {
      bounds[at + 1] = bounds[at + 3];
      System.arraycopy(bounds, at + 4, bounds, at + 2, size - at - 4);
      size -= 2;
    } else if (touchesBefore) {
      bounds[at + 1] = seq;
    } else if (touchesAfter) {
      bounds[at + 2] = seq;
    } else {
      insert(at + 2, seq, seq);
    }
    return true;
  }

  /** Adds a whole set. */
  void addAll(IntervalSet set) {
    if (set.isEmpty()) return;
    IntervalSet joined = size == 0 ? set : toIntervalSet().union(set);
    bounds = new long[2 * joined.runs().size()];
    size = 0;
    for (IntervalSet.Run run : joined.runs()) {
      bounds[size++] = run.first();
      bounds[size++] = run.last();
    }
  }

  private void insert(int at, long first, long last) {
    if (size + 2 > bounds.length) bounds = Arrays.copyOf(bounds, Math.max(4, bounds.length * 2));
    System.arraycopy(bounds, at, bounds, at + 2, size - at);
    bounds[at] = first;
    bounds[at + 1] = last;
    size += 2;
  }

  boolean contains(long seq) {
    if (size == 0 || seq > bounds[size - 1]) return false;
    int at = floor(seq);
    return at >= 0 && seq <= bounds[at + 1];
  }

  /** The least number not below {@code seq}; -1 when there is none. */
  long ceiling(long seq) {
    int at = floor(seq);
    if (at >= 0 && seq <= bounds[at + 1]) return seq;
    return at + 2 < size ? bounds[at + 2] : -1;
  }

  /** The greatest number; 0 when there is none. */
  long last() {
    return size == 0 ? 0 : bounds[size - 1];
  }

  IntervalSet toIntervalSet() {
    IntervalSet.Builder set = new IntervalSet.Builder(size / 2);
    for (int i = 0; i < size; i += 2) set.add(bounds[i], bounds[i + 1]);
    return set.build();
  }

  /** Where the last run begins whose first number is not above {@code seq}; -2 when none. */
  private int floor(long seq) {
    int low = 0;
    int high = size / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (bounds[2 * middle] <= seq) low = middle + 1;
      else high = middle - 1;
    }
    return 2 * high;
  }
}
