package io.dunlin.planner.list;

/**
 * What a list scheduler decided, by task number: device, start and end in seconds, without
 * contention.
 */
public final class ListSchedule {
  private final int[] device;
  private final double[] start;
  private final double[] end;
  private final double makespan;

  public ListSchedule(int[] device, double[] start, double[] end, double makespan) {
    this.device = device;
    this.start = start;
    this.end = end;
    this.makespan = makespan;
  }

  public int[] device() {
    return device;
  }

  public double[] start() {
    return start;
  }

  public double[] end() {
    return end;
  }

  public double makespan() {
    return makespan;
  }
}
