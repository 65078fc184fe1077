package io.dunlin.planner.search;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The places where a removed task could go back to, and what each would cost. */
final class Gaps {
  private double[] cost = new double[256];
  private int[] device = new int[256];
  private int[] index = new int[256];
  private int size;
  private double least;

  void clear() {
    size = 0;
    least = Double.POSITIVE_INFINITY;
  }

  void add(int onDevice, int at, double seconds) {
    if (size == cost.length) {
      cost = Arrays.copyOf(cost, 2 * size);
      device = Arrays.copyOf(device, 2 * size);
      index = Arrays.copyOf(index, 2 * size);
    }
    cost[size] = seconds;
    device[size] = onDevice;
    index[size++] = at;
    least = Math.min(least, seconds);
  }

  /**
   * One of those within {@code above} of the cheapest, each with the same chance; -1 when there is
   * none.
   */
  int pick(double above, SplittableRandom random) {
    int picked = -1;
    int seen = 0;
    double limit = least + above;
    for (int i = 0; i < size; i++) {
      if (cost[i] <= limit && random.nextInt(++seen) == 0) {
        picked = i;
      }
    }
    return picked;
  }

  /** Cost of the cheapest; infinite when there is none. */
  double least() {
    return least;
  }

  int device(int gap) {
    return device[gap];
  }

  int index(int gap) {
    return index[gap];
  }
}
