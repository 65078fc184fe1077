package io.dunlin.planner.search;

/**
 * Turns an order of all tasks (each after its predecessors, running tasks first) and a device for
 * each into times. A decoder keeps its arrays between calls and belongs to one thread.
 */
public interface Decoder {
  /** Fills the times; what they cost is then in {@link #cost}. */
  void decode(int[] order, int[] device);

  /**
   * As {@link #decode}, given up as soon as the makespan must exceed {@code makespanMax}: the cost
   * is then impossible and times are not to be read.
   */
  void decode(int[] order, int[] device, double makespanMax);

  /** Of the last decode. Infinite when an input could never arrive. */
  Cost cost();

  /** Seconds by task, of the last decode. Read only. */
  double[] start();

  /** Seconds by task, of the last decode. Read only. */
  double[] end();
}
