package io.dunlin.planner;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A task whose place is a fact. A running task keeps its device and its times. A done task takes no
 * time; its outputs are at {@code holders}. When a task that is not done needs an output that
 * nobody holds, the producer runs again.
 *
 * @param device where it ran or runs; of a done task it may be a device that is gone
 * @param start seconds, negative when it began before zero
 * @param end seconds, predicted when running
 * @param holders devices that hold the outputs now; empty for a running task
 */
public record Placed(
    String task, String device, double start, double end, State state, SortedSet<String> holders) {

  /** How far it is. */
  public enum State {
    RUNNING,
    DONE
  }

  public Placed {
    holders = Collections.unmodifiableSortedSet(new TreeSet<>(holders));
  }

  public static Placed running(String task, String device, double start, double end) {
    return new Placed(task, device, start, end, State.RUNNING, new TreeSet<>());
  }

  /** Done, and its outputs are where it ran. */
  public static Placed done(String task, String device, double start, double end) {
    SortedSet<String> holders = new TreeSet<>();
    holders.add(device);
    return new Placed(task, device, start, end, State.DONE, holders);
  }
}
