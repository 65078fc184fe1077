package io.dunlin.planner.search;

import io.dunlin.planner.PlanLink;
import io.dunlin.planner.Radio;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.compact.StoredInput;
import io.dunlin.planner.timeline.Exclusive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Transfers as they are booked. An output goes to a device once; who asks later finds it there.
 * Each hop of a route holds the radios at both of its ends (half duplex) or the one channel
 * (shared) for its time.
 */
final class Deliveries {
  /** One output on its way to one device. */
  private record Journey(
      String from, String data, double bytes, List<Schedule.Hop> hops, SortedSet<String> to) {}

  private final CompactProblem problem;
  private final Radio model;
  private final Exclusive[] radios;
  private final Map<String, Integer> deviceIndex = new HashMap<>();

  /** Arrival by {@code output * devices + device}. */
  private final Map<Long, Double> arrivals = new HashMap<>();

  private final TreeMap<Long, Journey> journeys = new TreeMap<>();
  private List<Schedule.Hop> lastHops = List.of();

  Deliveries(CompactProblem problem) {
    this.problem = problem;
    model = problem.problem.radio();
    int count =
        switch (model) {
          case NONE -> 0;
          case HALF_DUPLEX -> problem.devices;
          case SHARED -> 1;
        };
    radios = new Exclusive[count];
    for (int i = 0; i < count; i++) {
      radios[i] = new Exclusive();
    }
    problem.problem.devices().forEach(device -> deviceIndex.put(device.name(), deviceIndex.size()));
  }

  void clear() {
    for (Exclusive radio : radios) {
      radio.clear();
    }
    arrivals.clear();
    journeys.clear();
  }

  /** When the input of edge {@code edge} is on device {@code to}; books what it takes. */
  double edge(int edge, int task, int from, double since, int to, boolean record) {
    double bytes = problem.predBytes[edge];
    int output = problem.predOutput[edge];
    if (model == Radio.NONE && !record) {
      return since + problem.routes.seconds(from, to, bytes);
    }
    String producer = problem.edge(edge).from();
    return deliver(
        producer, problem.edge(edge).data(), output, task, from, since, to, bytes, record);
  }

  /** When an output of a done task is on device {@code to}. */
  double stored(StoredInput input, int task, int to, boolean record) {
    int best = -1;
    double bestSeconds = Double.POSITIVE_INFINITY;
    for (int holder : input.holders()) {
      double seconds = problem.routes.seconds(holder, to, input.bytes());
      if (seconds < bestSeconds) {
        bestSeconds = seconds;
        best = holder;
      }
    }
    if (best < 0 || best == to) {
      return best < 0 ? Double.POSITIVE_INFINITY : 0;
    }
    return deliver(
        input.from(), input.data(), input.output(), task, best, 0, to, input.bytes(), record);
  }

  /** Adds all transfers of this decode; only those asked for with {@code record} are known. */
  void write(List<Schedule.Transfer> transfers) {
    for (Journey journey : journeys.values()) {
      transfers.add(
          new Schedule.Transfer(
              journey.from(), journey.data(), journey.to(), journey.bytes(), journey.hops()));
    }
  }

  private double deliver(
      String producer,
      String data,
      int output,
      int task,
      int from,
      double since,
      int to,
      double bytes,
      boolean record) {
    long key = (long) output * problem.devices + to;
    Double known = arrivals.get(key);
    if (known == null) {
      known = travel(from, to, since, bytes, record);
      arrivals.put(key, known);
      if (record && !lastHops.isEmpty()) {
        journeys.put(key, new Journey(producer, data, bytes, lastHops, new TreeSet<>()));
      }
    }
    Journey journey = journeys.get(key);
    if (journey != null) {
      journey.to().add(problem.task(task).name());
    }
    return known;
  }

  private double travel(int from, int to, double since, double bytes, boolean record) {
    lastHops = new ArrayList<>();
    if (!problem.routes.reaches(from, to) || since == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    double at = since;
    for (PlanLink link : problem.routes.hops(from, to, bytes)) {
      double seconds = link.seconds(bytes);
      double start = book(device(link.from()), device(link.to()), at, seconds);
      at = start + seconds;
      if (record) {
        lastHops.add(new Schedule.Hop(link.from(), link.to(), start, at));
      }
    }
    return at;
  }

  private double book(int from, int to, double since, double seconds) {
    if (model == Radio.NONE || seconds == 0) {
      return since;
    }
    Exclusive one = radios[model == Radio.SHARED ? 0 : from];
    Exclusive other = radios[model == Radio.SHARED ? 0 : to];
    double at = since;
    while (true) {
      double first = one.earliest(at, seconds);
      double both = other.earliest(first, seconds);
      if (both == first) {
        one.book(first, first + seconds);
        if (other != one) {
          other.book(first, first + seconds);
        }
        return first;
      }
      at = both;
    }
  }

  private int device(String name) {
    Integer index = deviceIndex.get(name);
    if (index == null) {
      throw new IllegalStateException("a route names the unknown device " + name);
    }
    return index;
  }
}
