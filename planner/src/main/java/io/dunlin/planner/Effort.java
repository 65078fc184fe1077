package io.dunlin.planner;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long a task runs, in seconds, as a function of the device that runs it. */
public sealed interface Effort {

  /** Seconds on a device of speed 1; a device of speed s needs {@code seconds / s}. */
  record Work(double seconds) implements Effort {}

  /** The same number of seconds on every device: a flight, an exposure, a wait. */
  record Fixed(double seconds) implements Effort {}

  /**
   * Measured seconds by device name ("unrelated machines"). A device that is not named cannot run
   * the task.
   */
  record Measured(SortedMap<String, Double> seconds) implements Effort {
    public Measured {
      seconds = Collections.unmodifiableSortedMap(new TreeMap<>(seconds));
    }
  }
}
