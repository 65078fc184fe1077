package io.dunlin.planner.timeline;

import java.util.Arrays;

/**
 * Several things at once within cores and memory: a step function of what is used. Find O(steps
 * passed), book O(steps).
 */
public final class Shared implements Occupancy {
  private final int coresTotal;
  private final long memoryTotal;

  /** Step i holds from time[i] to time[i + 1], the last for ever. */
  private double[] time = new double[8];

  private int[] coresUsed = new int[8];
  private long[] memoryUsed = new long[8];
  private int size;
  private double lastEnd;

  public Shared(int cores, long memoryBytes) {
    coresTotal = cores;
    memoryTotal = memoryBytes;
    clear();
  }

  @Override
  public double earliest(double from, double seconds, int cores, long memoryBytes) {
    double at = from;
    int step = stepAt(from);
    while (true) {
      int blocked = firstBlocked(step, at + seconds, cores, memoryBytes);
      if (blocked < 0) {
        return at;
      }
      step = blocked + 1;
      if (step >= size) {
        throw new IllegalStateException("the demand is larger than the device");
      }
      at = Math.max(at, time[step]);
    }
  }

  @Override
  public void book(double from, double to, int cores, long memoryBytes) {
    if (to <= from) {
      return;
    }
    int first = split(from);
    int last = split(to);
    for (int i = first; i < last; i++) {
      coresUsed[i] += cores;
      memoryUsed[i] += memoryBytes;
    }
    lastEnd = Math.max(lastEnd, to);
  }

  @Override
  public void clear() {
    size = 1;
    time[0] = Double.NEGATIVE_INFINITY;
    coresUsed[0] = 0;
    memoryUsed[0] = 0;
    lastEnd = 0;
  }

  @Override
  public double lastEnd() {
    return lastEnd;
  }

  /** The first step from {@code step} on, and before {@code until}, that lacks room; -1 if none. */
  private int firstBlocked(int step, double until, int cores, long memoryBytes) {
    for (int i = step; i < size && (i == step || time[i] < until); i++) {
      if (coresUsed[i] + cores > coresTotal || memoryBytes > memoryTotal - memoryUsed[i]) {
        return i;
      }
    }
    return -1;
  }

  /** The step that holds at {@code at}. */
  private int stepAt(double at) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (time[middle] <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Makes a step begin at {@code at} and returns its index. */
  private int split(double at) {
    int step = stepAt(at);
    if (time[step] == at) {
      return step;
    }
    if (size == time.length) {
      time = Arrays.copyOf(time, 2 * size);
      coresUsed = Arrays.copyOf(coresUsed, 2 * size);
      memoryUsed = Arrays.copyOf(memoryUsed, 2 * size);
    }
    int next = step + 1;
    System.arraycopy(time, next, time, next + 1, size - next);
    System.arraycopy(coresUsed, next, coresUsed, next + 1, size - next);
    System.arraycopy(memoryUsed, next, memoryUsed, next + 1, size - next);
    time[next] = at;
    coresUsed[next] = coresUsed[step];
    memoryUsed[next] = memoryUsed[step];
    size++;
    return next;
  }
}
