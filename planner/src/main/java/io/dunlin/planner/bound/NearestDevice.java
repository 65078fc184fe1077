package io.dunlin.planner.bound;

import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;

/**
 * The least of a value by device plus the way there. Devices are tried from the least value on,
 * until the value alone is too much: few are.
 */
final class NearestDevice {
  private final CompactProblem problem;
  private final double[] value;

  /** Devices by value, the least first. */
  private final int[] device;

  NearestDevice(CompactProblem problem) {
    this.problem = problem;
    value = new double[problem.devices];
    device = new int[problem.devices];
    Arrays.setAll(device, d -> d);
  }

  /** Takes values over. Sorted by insertion from the order before, which is mostly near. */
  void load(double[] byDevice) {
    System.arraycopy(byDevice, 0, value, 0, value.length);
    for (int i = 1; i < device.length; i++) {
      int d = device[i];
      int at = i;
      for (; at > 0 && value[device[at - 1]] > value[d]; at--) {
        device[at] = device[at - 1];
      }
      device[at] = d;
    }
  }

  /** Least over all devices of its value and the transfer from {@code from} to it. */
  double from(int from, double bytes) {
    double least = value[from];
    for (int d : device) {
      if (value[d] >= least) {
        return least;
      }
      least = Math.min(least, value[d] + problem.routes.seconds(from, d, bytes));
    }
    return least;
  }

  /** Least over all devices of its value and the transfer from it to {@code to}. */
  double to(int to, double bytes) {
    double least = value[to];
    for (int d : device) {
      if (value[d] >= least) {
        return least;
      }
      least = Math.min(least, value[d] + problem.routes.seconds(d, to, bytes));
    }
    return least;
  }
}
