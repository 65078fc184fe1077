package io.dunlin.planner.compact;

/** A weighted rule: each pair of these tasks that breaks it costs {@code cost} seconds. */
public final class SoftRule {
  private final boolean together;
  private final int[] tasks;
  private final double cost;

  public SoftRule(boolean together, int[] tasks, double cost) {
    this.together = together;
    this.tasks = tasks;
    this.cost = cost;
  }

  public boolean together() {
    return together;
  }

  public int[] tasks() {
    return tasks;
  }

  public double cost() {
    return cost;
  }

  /** Seconds to pay for an assignment. */
  public double penalty(int[] device) {
    int broken = 0;
    for (int i = 0; i < tasks.length; i++) {
      for (int j = i + 1; j < tasks.length; j++) {
        if ((device[tasks[i]] == device[tasks[j]]) != together) {
          broken++;
        }
      }
    }
    return broken * cost;
  }
}
