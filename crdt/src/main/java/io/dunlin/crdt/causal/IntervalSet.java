package io.dunlin.crdt.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable set of numbers from 1 to {@link Long#MAX_VALUE}, kept as closed runs: two longs a
 * run, whatever its length. Runs neither overlap nor touch, so equal sets have equal runs.
 *
 * <p>{@code contains} costs O(log runs), everything else O(runs).
 */
public final class IntervalSet {
  private static final IntervalSet EMPTY = new IntervalSet(new long[0]);

  /** first, last, first, last …, strictly ascending, with a gap of at least one between runs. */
  private final long[] bounds;

  private IntervalSet(long[] bounds) {
    this.bounds = bounds;
  }

  /** The numbers first to last, both included. */
  public record Run(long first, long last) {}

  /** No number at all. */
  public static IntervalSet empty() {
    return EMPTY;
  }

  /** One number, from 1. */
  public static IntervalSet of(long seq) {
    return of(seq, seq);
  }

  /**
   * The numbers first to last, both included.
   *
   * @throws IllegalArgumentException unless 1 ≤ first ≤ last
   */
  public static IntervalSet of(long first, long last) {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("not a run from 1 upwards: " + first + ".." + last);
    }
    return new IntervalSet(new long[] {first, last});
  }

  /** Is the number in the set? */
  public boolean contains(long seq) {
    int at = Arrays.binarySearch(bounds, seq);
    // A bound itself is inside; an insertion point is inside between a first and its last.
    return at >= 0 || (-at - 1) % 2 == 1;
  }

  /** Is there no number in it? */
  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** How many numbers. */
  public long count() {
    long count = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      count += bounds[i + 1] - bounds[i] + 1;
    }
    return count;
  }

  /**
   * The least number.
   *
   * @throws IllegalStateException if the set is empty
   */
  public long first() {
    requireSome();
    return bounds[0];
  }

  /**
   * The greatest number.
   *
   * @throws IllegalStateException if the set is empty
   */
  public long last() {
    requireSome();
    return bounds[bounds.length - 1];
  }

  private void requireSome() {
    if (bounds.length == 0) {
      throw new IllegalStateException("an empty set has no first and no last");
    }
  }

  /** This set and one number more. */
  public IntervalSet plus(long seq) {
    return plus(seq, seq);
  }

  /** This set and the numbers first to last. */
  public IntervalSet plus(long first, long last) {
    int n = bounds.length;
    if (n > 0 && last >= first && first >= bounds[n - 2] && first - 1 <= bounds[n - 1]) {
      if (last <= bounds[n - 1]) {
        return this;
      }
      long[] longer = bounds.clone();
      longer[n - 1] = last;
      return new IntervalSet(longer);
    }
    return union(of(first, last));
  }

  /** What is in either. */
  public IntervalSet union(IntervalSet other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    Builder runs = new Builder((bounds.length + other.bounds.length) / 2);
    int i = 0;
    int j = 0;
    while (i < bounds.length || j < other.bounds.length) {
      boolean mine =
          j == other.bounds.length || (i < bounds.length && bounds[i] <= other.bounds[j]);
      if (mine) {
        runs.add(bounds[i], bounds[i + 1]);
        i += 2;
      } else {
        runs.add(other.bounds[j], other.bounds[j + 1]);
        j += 2;
      }
    }
    return runs.build();
  }

  /** What is here and not in the other. */
  public IntervalSet minus(IntervalSet other) {
    if (isEmpty() || other.isEmpty()) {
      return this;
    }
    Builder runs = new Builder((bounds.length + other.bounds.length) / 2);
    int j = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      long from = bounds[i];
      long last = bounds[i + 1];
      while (j < other.bounds.length && other.bounds[j + 1] < from) {
        j += 2;
      }
      boolean left = true;
      for (int k = j; left && k < other.bounds.length && other.bounds[k] <= last; k += 2) {
        if (other.bounds[k] > from) {
          runs.add(from, other.bounds[k] - 1);
        }
        left = other.bounds[k + 1] < last;
        from = left ? other.bounds[k + 1] + 1 : from;
      }
      if (left) {
        runs.add(from, last);
      }
    }
    return runs.build();
  }

  /** What is in both. */
  public IntervalSet intersect(IntervalSet other) {
    Builder runs = new Builder((bounds.length + other.bounds.length) / 2);
    int i = 0;
    int j = 0;
    while (i < bounds.length && j < other.bounds.length) {
      long first = Math.max(bounds[i], other.bounds[j]);
      long last = Math.min(bounds[i + 1], other.bounds[j + 1]);
      if (first <= last) {
        runs.add(first, last);
      }
      if (bounds[i + 1] < other.bounds[j + 1]) {
        i += 2;
      } else {
        j += 2;
      }
    }
    return runs.build();
  }

  /** Is every number of the other here? */
  public boolean containsAll(IntervalSet other) {
    int i = 0;
    for (int j = 0; j < other.bounds.length; j += 2) {
      while (i < bounds.length && bounds[i + 1] < other.bounds[j]) {
        i += 2;
      }
      if (i == bounds.length
          || bounds[i] > other.bounds[j]
          || bounds[i + 1] < other.bounds[j + 1]) {
        return false;
      }
    }
    return true;
  }

  /** How many runs. */
  int size() {
    return bounds.length / 2;
  }

  /** The first number of the at-th run. */
  long first(int at) {
    return bounds[2 * at];
  }

  /** The last number of the at-th run. */
  long last(int at) {
    return bounds[2 * at + 1];
  }

  /** The numbers base to base + 63 that are in, as bits from the lowest up. O(log runs). */
  long window(long base) {
    int at = Arrays.binarySearch(bounds, base);
    int i = at >= 0 ? at & ~1 : (-at - 1) & ~1;
    long end = base + 63;
    long bits = 0;
    for (; i < bounds.length && bounds[i] <= end; i += 2) {
      int from = (int) (Math.max(bounds[i], base) - base);
      int to = (int) (Math.min(bounds[i + 1], end) - base);
      bits |= (-1L << from) & (-1L >>> (63 - to));
    }
    return bits;
  }

  /** The runs, ascending; a fresh list. */
  public List<Run> runs() {
    List<Run> runs = new ArrayList<>(bounds.length / 2);
    for (int i = 0; i < bounds.length; i += 2) {
      runs.add(new Run(bounds[i], bounds[i + 1]));
    }
    return List.copyOf(runs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntervalSet set && Arrays.equals(bounds, set.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** For example {@code [1..5, 7]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (Run run : runs()) {
      text.append(text.length() == 1 ? "" : ", ").append(run.first());
      if (run.last() > run.first()) {
        text.append("..").append(run.last());
      }
    }
    return text.append(']').toString();
  }

  /** Collects runs in ascending order of their firsts and fuses those that overlap or touch. */
  public static final class Builder {
    private final long[] bounds;
    private int size;

    /** Room for so many runs, no more. */
    public Builder(int runsMax) {
      bounds = new long[2 * runsMax];
    }

    /**
     * Adds the numbers first to last.
     *
     * @throws IllegalArgumentException unless 1 ≤ first ≤ last and no earlier run began later
     */
    public Builder add(long first, long last) {
      if (first < 1 || last < first || (size > 0 && first < bounds[size - 2])) {
        throw new IllegalArgumentException("not an ascending run: " + first + ".." + last);
      }
      // first - 1 rather than last + 1, which may overflow.
      if (size > 0 && first - 1 <= bounds[size - 1]) {
        bounds[size - 1] = Math.max(bounds[size - 1], last);
      } else {
        bounds[size++] = first;
        bounds[size++] = last;
      }
      return this;
    }

    /** The set. */
    public IntervalSet build() {
      return size == 0 ? EMPTY : new IntervalSet(Arrays.copyOf(bounds, size));
    }
  }
}
