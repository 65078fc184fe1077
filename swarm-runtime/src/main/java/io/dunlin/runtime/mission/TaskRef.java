package io.dunlin.runtime.mission;

import java.util.Comparator;

/** A task of one of the live missions. */
record TaskRef(String mission, String task) implements Comparable<TaskRef> {
  private static final Comparator<TaskRef> ORDER =
      Comparator.comparing(TaskRef::mission).thenComparing(TaskRef::task);

  /** Its name in a planning problem; a mission's name holds no slash. */
  String planName() {
    return mission + "/" + task;
  }

  @Override
  public int compareTo(TaskRef other) {
    return ORDER.compare(this, other);
  }
}
