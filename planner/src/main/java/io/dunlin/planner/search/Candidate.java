package io.dunlin.planner.search;

/**
 * One way to do it: an order, a device for each task, and what they cost. The arrays are never
 * written again.
 */
public final class Candidate {
  private final int[] order;
  private final int[] device;
  private final Cost cost;

  public Candidate(int[] order, int[] device, Cost cost) {
    this.order = order;
    this.device = device;
    this.cost = cost;
  }

  public int[] order() {
    return order;
  }

  public int[] device() {
    return device;
  }

  public Cost cost() {
    return cost;
  }
}
