package io.dunlin.planner.route;

import io.dunlin.planner.PlanLink;
import java.util.List;

/**
 * Seconds and hops between all pairs of devices at any size. Data is stored and forwarded, so a
 * route is a line in the size: sum of latencies plus size times the sum of inverse rates. A pair
 * keeps the lines that are best at the {@link #SIZES_MAX} reference sizes or fewer, hence is exact
 * at these and a true route elsewhere.
 *
 * <p>The arrays are shared with the inner loops and must not be written.
 */
public final class RouteTable {
  /** Reference sizes kept, at most. */
  static final int SIZES_MAX = 16;

  private final int devices;
  private final double[] latency;
  private final double[] inverse;

  /**
   * Lines of pair p beyond the first: {@code from[p] .. from[p + 1]}; length 0 when every pair has
   * one line.
   */
  private final int[] moreFrom;

  private final double[] moreLatency;
  private final double[] moreInverse;
  private final RoutePaths paths;

  RouteTable(
      int devices,
      double[] latency,
      double[] inverse,
      int[] moreFrom,
      double[] moreLatency,
      double[] moreInverse,
      RoutePaths paths) {
    this.devices = devices;
    this.latency = latency;
    this.inverse = inverse;
    this.moreFrom = moreFrom;
    this.moreLatency = moreLatency;
    this.moreInverse = moreInverse;
    this.paths = paths;
  }

  /**
   * Seconds for {@code bytes}; 0 on the same device, infinite where there is no way. Cost O(lines
   * of the pair).
   */
  public double seconds(int from, int to, double bytes) {
    int pair = from * devices + to;
    double best = latency[pair] + bytes * inverse[pair];
    if (moreFrom.length > 0) {
      for (int line = moreFrom[pair]; line < moreFrom[pair + 1]; line++) {
        best = Math.min(best, moreLatency[line] + bytes * moreInverse[line]);
      }
    }
    return best;
  }

  /** Raises each {@code ready[to]} to {@code since} plus {@link #seconds} from {@code from}. */
  public void raise(double[] ready, int from, double since, double bytes) {
    int row = from * devices;
    for (int to = 0; to < devices; to++) {
      double seconds =
          moreFrom.length == 0
              ? latency[row + to] + bytes * inverse[row + to]
              : seconds(from, to, bytes);
      ready[to] = Math.max(ready[to], since + seconds);
    }
  }

  public boolean reaches(int from, int to) {
    return latency[from * devices + to] < Double.POSITIVE_INFINITY;
  }

  /**
   * Which line is best for {@code bytes}: -1 for the first of the pair, else a number below {@link
   * #moreLines}.
   */
  public int line(int from, int to, double bytes) {
    int pair = from * devices + to;
    double best = latency[pair] + bytes * inverse[pair];
    int bestLine = -1;
    if (moreFrom.length > 0) {
      for (int line = moreFrom[pair]; line < moreFrom[pair + 1]; line++) {
        double seconds = moreLatency[line] + bytes * moreInverse[line];
        if (seconds < best) {
          best = seconds;
          bestLine = line;
        }
      }
    }
    return bestLine;
  }

  /** Lines beyond the first of each pair, of all pairs. */
  public int moreLines() {
    return moreLatency.length;
  }

  /** Links in order of travel; empty on the same device or where there is no way. */
  public List<PlanLink> hops(int from, int to, int line) {
    return from == to || !reaches(from, to) ? List.of() : paths.hops(from, to, line);
  }

  /** True when one line for each pair is all, as without relaying. */
  public boolean single() {
    return moreFrom.length == 0;
  }

  /** Latency of the first line by {@code from * devices + to}. Read only. */
  public double[] latencies() {
    return latency;
  }

  /** Seconds for each byte of the first line by {@code from * devices + to}. Read only. */
  public double[] inverses() {
    return inverse;
  }
}
