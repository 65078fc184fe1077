package io.dunlin.bench.crdt;

import java.util.Arrays;
import java.util.function.Supplier;

/** Times and weighs one thing after the other, on this thread. */
final class Clock {
  /** What was made last, so that no compiler finds it useless. */
  static volatile Object sink = "";

  private Clock() {}

  /** The median time of one call in microseconds, of as many as fit in after a warm-up. */
  static double micros(int millis, Supplier<?> call) {
    run(millis / 2, call);
    long[] nanos = run(millis, call);
    return nanos[nanos.length / 2] / 1e3;
  }

  private static long[] run(int millis, Supplier<?> call) {
    long[] nanos = new long[100_000];
    int runs = 0;
    long end = System.nanoTime() + millis * 1_000_000L;
    while (runs < nanos.length && (runs < 3 || System.nanoTime() < end)) {
      long before = System.nanoTime();
      sink = call.get();
      nanos[runs++] = System.nanoTime() - before;
    }
    long[] sorted = Arrays.copyOf(nanos, runs);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The bytes of heap that so many of these things take, each. */
  static double heapBytes(int copies, Supplier<?> make) {
    Object[] held = new Object[copies];
    sink = make.get();
    long before = used();
    for (int i = 0; i < copies; i++) {
      held[i] = make.get();
    }
    long after = used();
    sink = held;
    return (double) (after - before) / copies;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
