package io.dunlin.planner.search;

import java.util.Arrays;

/** Values as they were before a change, to take it back in reverse. */
final class Trail {
  private int[] task = new int[64];
  private double[] value = new double[64];
  private int size;

  void clear() {
    size = 0;
  }

  void push(int changed, double before) {
    if (size == task.length) {
      task = Arrays.copyOf(task, 2 * size);
      value = Arrays.copyOf(value, 2 * size);
    }
    task[size] = changed;
    value[size++] = before;
  }

  int size() {
    return size;
  }

  int task(int index) {
    return task[index];
  }

  double value(int index) {
    return value[index];
  }
}
