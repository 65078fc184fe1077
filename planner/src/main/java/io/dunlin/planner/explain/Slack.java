package io.dunlin.planner.explain;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Radio;
import io.dunlin.planner.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many seconds each task could start later without the makespan growing, if all that follows it
 * shifts and every order on devices and radios stays. Zero on a longest path. Cost O(k²) in what
 * one device or radio carries.
 */
public final class Slack {
  /** A stretch of time that must not overlap or overtake those before it: a task, or a hop. */
  private static final class Stretch {
    final double start;
    final double end;
    final List<Stretch> next = new ArrayList<>();
    double latestEnd = Double.POSITIVE_INFINITY;

    Stretch(double start, double end) {
      this.start = start;
      this.end = end;
    }

    double latestStart() {
      return latestEnd - (end - start);
    }
  }

  private final Problem problem;
  private final Schedule schedule;
  private final Map<String, Stretch> tasks = new HashMap<>();
  private final List<Stretch> all = new ArrayList<>();

  private Slack(Problem problem, Schedule schedule) {
    this.problem = problem;
    this.schedule = schedule;
  }

  /** Seconds by task. */
  public static SortedMap<String, Double> of(Problem problem, Schedule schedule) {
    return new Slack(problem, schedule).run();
  }

  private SortedMap<String, Double> run() {
    for (Schedule.Slot slot : schedule.slots()) {
      tasks.put(slot.task(), add(slot.start(), slot.end()));
    }
    linkDevices();
    linkTransfers();
    linkSameDevice();
    all.sort(Comparator.comparingDouble((Stretch s) -> s.end).thenComparingDouble(s -> s.start));
    for (Stretch stretch : all) {
      stretch.latestEnd = schedule.makespan();
    }
    // One pass backwards is enough but where several things of no length happen at one moment.
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Stretch stretch : all.reversed()) {
        for (Stretch next : stretch.next) {
          if (next.latestStart() < stretch.latestEnd) {
            stretch.latestEnd = next.latestStart();
            changed = true;
          }
        }
      }
    }
    SortedMap<String, Double> slack = new TreeMap<>();
    tasks.forEach((task, s) -> slack.put(task, Math.max(0, s.latestEnd - s.end)));
    return slack;
  }

  private Stretch add(double start, double end) {
    Stretch stretch = new Stretch(start, end);
    all.add(stretch);
    return stretch;
  }

  /** What ended before another began on one device stays before it: it may have made the room. */
  private void linkDevices() {
    Map<String, List<Stretch>> byDevice = new HashMap<>();
    for (Schedule.Slot slot : schedule.slots()) {
      Stretch stretch = tasks.get(slot.task());
      if (stretch != null) {
        byDevice.computeIfAbsent(slot.device(), absent -> new ArrayList<>()).add(stretch);
      }
    }
    Set<String> single = new HashSet<>();
    for (PlanDevice device : problem.devices()) {
      if (device.cores() == 1) {
        single.add(device.name());
      }
    }
    byDevice.forEach((device, stretches) -> chain(stretches, single.contains(device)));
  }

  /** With {@code single} the neighbour in time is enough: what follows follows from it. */
  private static void chain(List<Stretch> stretches, boolean single) {
    stretches.sort(
        Comparator.comparingDouble((Stretch s) -> s.start).thenComparingDouble(s -> s.end));
    for (int i = 0; i < stretches.size(); i++) {
      Stretch one = stretches.get(i);
      for (int j = i + 1; j < stretches.size(); j++) {
        if (stretches.get(j).start >= one.end) {
          one.next.add(stretches.get(j));
          if (single) {
            break;
          }
        }
      }
    }
  }

  private void linkTransfers() {
    Map<String, List<Stretch>> byRadio = new HashMap<>();
    for (Schedule.Transfer transfer : schedule.transfers()) {
      Stretch before = tasks.get(transfer.from());
      for (Schedule.Hop hop : transfer.hops()) {
        Stretch stretch = add(hop.start(), hop.end());
        if (before != null) {
          before.next.add(stretch);
        }
        before = stretch;
        for (String radio : radios(hop)) {
          byRadio.computeIfAbsent(radio, absent -> new ArrayList<>()).add(stretch);
        }
      }
      for (String task : transfer.to()) {
        Stretch to = tasks.get(task);
        if (to != null && before != null) {
          before.next.add(to);
        }
      }
    }
    byRadio.values().forEach(stretches -> chain(stretches, true));
  }

  private List<String> radios(Schedule.Hop hop) {
    if (hop.end() <= hop.start()) {
      return List.of();
    }
    Radio model = problem.radio();
    return switch (model) {
      case NONE -> List.of();
      case HALF_DUPLEX -> List.of(hop.from(), hop.to());
      case SHARED -> List.of("");
    };
  }

  private void linkSameDevice() {
    for (DataEdge edge : problem.edges()) {
      Stretch from = tasks.get(edge.from());
      Stretch to = tasks.get(edge.to());
      if (from != null && to != null && to.start >= from.end) {
        from.next.add(to);
      }
    }
  }
}
