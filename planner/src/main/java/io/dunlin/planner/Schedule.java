package io.dunlin.planner;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Which device runs which task when, and how data gets there. Done tasks are not in it, running
 * ones are.
 *
 * @param slots by start, then end, then task name
 * @param transfers between devices, by start; what stays on a device is not listed
 * @param makespan the last end, seconds from zero
 * @param lateness sum over tasks of priority times seconds after the deadline
 */
public record Schedule(
    List<Slot> slots, List<Transfer> transfers, double makespan, double lateness) {

  /**
   * One task on one device.
   *
   * @param inputsReady when the last input was on the device; never after start
   */
  public record Slot(String task, String device, double start, double end, double inputsReady) {}

  /**
   * One output on its way to one device, for all the tasks there that take it.
   *
   * @param hops one for each link of the route, in order; each starts when the one before ended, or
   *     later
   */
  public record Transfer(
      String from, String data, SortedSet<String> to, double bytes, List<Hop> hops) {
    public double start() {
      return hops.getFirst().start();
    }

    public double end() {
      return hops.getLast().end();
    }

    public String source() {
      return hops.getFirst().from();
    }

    public String target() {
      return hops.getLast().to();
    }
  }

  /** One link booked for a time. */
  public record Hop(String from, String to, double start, double end) {}

  public Schedule {
    slots =
        slots.stream()
            .sorted(
                Comparator.comparingDouble(Slot::start)
                    .thenComparingDouble(Slot::end)
                    .thenComparing(Slot::task))
            .toList();
    transfers =
        transfers.stream()
            .sorted(
                Comparator.comparingDouble(Transfer::start)
                    .thenComparing(Transfer::from)
                    .thenComparing(Transfer::data)
                    .thenComparing(Transfer::target))
            .toList();
  }

  /** Slots by task name. */
  public SortedMap<String, Slot> byTask() {
    SortedMap<String, Slot> all = new TreeMap<>();
    for (Slot slot : slots) {
      all.put(slot.task(), slot);
    }
    return all;
  }
}
