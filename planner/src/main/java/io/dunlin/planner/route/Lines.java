package io.dunlin.planner.route;

import java.util.Arrays;

/** A growing list of (latency, inverse rate, tree). */
final class Lines {
  private double[] latency = new double[16];
  private double[] inverse = new double[16];
  private byte[] tree = new byte[16];
  private int size;

  int size() {
    return size;
  }

  /** Forgets all from {@code from} on. */
  void cut(int from) {
    size = from;
  }

  void addIfNew(int from, double lineLatency, double lineInverse, int lineTree) {
    for (int i = from; i < size; i++) {
      if (latency[i] <= lineLatency && inverse[i] <= lineInverse) {
        return;
      }
    }
    if (size == tree.length) {
      latency = Arrays.copyOf(latency, 2 * size);
      inverse = Arrays.copyOf(inverse, 2 * size);
      tree = Arrays.copyOf(tree, 2 * size);
    }
    latency[size] = lineLatency;
    inverse[size] = lineInverse;
    tree[size++] = (byte) lineTree;
  }

  double[] latencies() {
    return Arrays.copyOf(latency, size);
  }

  double[] inverses() {
    return Arrays.copyOf(inverse, size);
  }

  byte[] trees() {
    return Arrays.copyOf(tree, size);
  }
}
