package io.dunlin.planner.search;

import io.dunlin.planner.Radio;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.compact.StoredInput;
import io.dunlin.planner.timeline.Exclusive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Transfers as they are booked. An output goes to a device once; who asks later finds it there.
 * Each hop of a route holds the radios at both of its ends (half duplex) or the one channel
 * (shared) for its time. Memory with a radio model: 12 bytes for each output and device.
 */
final class Deliveries {
  /** One output on its way to one device. */
  private record Journey(
      String from,
      String data,
      double bytes,
      List<Schedule.Hop> hops,
      SortedSet<String> to,
      double arrival) {}

  private final CompactProblem problem;
  private final Radio model;
  private final Legs legs;
  private final Exclusive[] radios;

  /** Arrival by {@code output * devices + device}, valid where the stamp is that of this decode. */
  private final double[] arrival;

  private final int[] stamp;
  private int decode;
  private boolean record;
  private final HashMap<Long, Journey> journeys = new HashMap<>();

  Deliveries(CompactProblem problem) {
    this.problem = problem;
    model = problem.problem.radio();
    legs = new Legs(problem);
    radios =
        new Exclusive
            [switch (model) {
              case NONE -> 0;
              case HALF_DUPLEX -> problem.devices;
              case SHARED -> 1;
            }];
    Arrays.setAll(radios, i -> new Exclusive());
    int known = model == Radio.NONE ? 0 : problem.outputs * problem.devices;
    arrival = new double[known];
    stamp = new int[known];
  }

  /** Forgets everything; {@code recording} asks for the journeys to be written down. */
  void clear(boolean recording) {
    for (Exclusive radio : radios) {
      radio.clear();
    }
    decode++;
    record = recording;
    journeys.clear();
  }

  /** When the input of edge {@code edge} is on device {@code to}; books what it takes. */
  double edge(int edge, int task, int from, double since, int to) {
    double bytes = problem.predBytes[edge];
    if (record) {
      return recorded(
          problem.edge(edge).from(),
          problem.edge(edge).data(),
          problem.predOutput[edge],
          task,
          from,
          since,
          to,
          bytes);
    }
    return arrival(problem.predOutput[edge], from, since, to, bytes);
  }

  /** When an output of a done task is on device {@code to}; infinite when it cannot be. */
  double stored(StoredInput input, int task, int to) {
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
    return record
        ? recorded(input.from(), input.data(), input.output(), task, best, 0, to, input.bytes())
        : arrival(input.output(), best, 0, to, input.bytes());
  }

  /** Adds all journeys of this decode, in no order: a schedule sorts them. */
  void write(List<Schedule.Transfer> transfers) {
    for (Journey journey : journeys.values()) {
      if (!journey.hops().isEmpty()) {
        transfers.add(
            new Schedule.Transfer(
                journey.from(), journey.data(), journey.to(), journey.bytes(), journey.hops()));
      }
    }
  }

  private double arrival(int output, int from, double since, int to, double bytes) {
    if (model == Radio.NONE) {
      return since + problem.routes.seconds(from, to, bytes);
    }
    int key = output * problem.devices + to;
    if (stamp[key] != decode) {
      stamp[key] = decode;
      arrival[key] = travel(from, to, since, bytes, null);
    }
    return arrival[key];
  }

  private double recorded(
      String producer,
      String data,
      int output,
      int task,
      int from,
      double since,
      int to,
      double bytes) {
    long key = (long) output * problem.devices + to;
    Journey journey = journeys.get(key);
    if (journey == null) {
      List<Schedule.Hop> hops = new ArrayList<>();
      double at = travel(from, to, since, bytes, hops);
      journey = new Journey(producer, data, bytes, hops, new TreeSet<>(), at);
      journeys.put(key, journey);
    }
    journey.to().add(problem.task(task).name());
    return journey.arrival();
  }

  private double travel(
      int from, int to, double since, double bytes, @Nullable List<Schedule.Hop> hops) {
    if (!problem.routes.reaches(from, to) || since == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    double at = since;
    for (Legs.Leg leg : legs.of(from, to, bytes)) {
      double seconds = leg.link().seconds(bytes);
      double start = book(leg.from(), leg.to(), at, seconds);
      at = start + seconds;
      if (hops != null) {
        hops.add(new Schedule.Hop(leg.link().from(), leg.link().to(), start, at));
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
}
