package io.dunlin.runtime.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen, in order of virtual time; at one time in the order it was put down. */
final class Agenda {
  private record Due(long nanos, long number, Runnable what) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number));
  private long numbers;
  private long nowNanos;

  long nowNanos() {
    return nowNanos;
  }

  /** Things done so far. */
  long done() {
    return numbers - due.size();
  }

  void at(long nanos, Runnable what) {
    due.add(new Due(Math.max(nanos, nowNanos), numbers++, what));
  }

  void after(long nanos, Runnable what) {
    at(nowNanos + nanos, what);
  }

  /** Does the next thing if it is due by then; otherwise it is then. */
  boolean step(long endNanos) {
    Due next = due.peek();
    if (next == null || next.nanos > endNanos) {
      nowNanos = endNanos;
      return false;
    }
    due.remove();
    nowNanos = next.nanos;
    next.what.run();
    return true;
  }
}
