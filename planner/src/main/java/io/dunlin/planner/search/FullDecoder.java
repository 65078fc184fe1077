package io.dunlin.planner.search;

import io.dunlin.planner.Place;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.bound.RestTable;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.compact.SoftRule;
import io.dunlin.planner.compact.StoredInput;
import io.dunlin.planner.timeline.Occupancy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decoder that knows everything: cores and memory, radios, relays, outputs that travel once,
 * travel between places, running tasks. In order, each input is sent as early as its route is free,
 * then the task starts as early as its device has room, gaps included. Cost O((tasks + transfers ·
 * hops) · bookings passed).
 */
public final class FullDecoder implements Decoder {
  /** Steps beyond which the table of optimistic rests would cost more than it saves. */
  private static final double REST_STEPS_MAX = 3e7;

  /** Share by which sums of the same seconds in another order may differ. */
  private static final double ROUNDING = 1e-12;

  private final CompactProblem problem;
  private final Occupancy[] devices;
  private @Nullable RestTable rest;
  private double makespanMax = Double.POSITIVE_INFINITY;
  private final Deliveries deliveries;
  private final double[] start;
  private final double[] end;
  private final double[] inputsReady;
  private final @Nullable Place[] standsAt;
  private final double[] standsSince;
  private double makespan;
  private double lateness;
  private double penalty;

  public FullDecoder(CompactProblem problem) {
    this.problem = problem;
    devices = new Occupancy[problem.devices];
    for (int d = 0; d < problem.devices; d++) {
      devices[d] = problem.occupancy(d);
    }
    deliveries = new Deliveries(problem);
    start = new double[problem.tasks];
    end = new double[problem.tasks];
    inputsReady = new double[problem.tasks];
    standsAt = new Place[problem.devices];
    standsSince = new double[problem.devices];
  }

  @Override
  public void decode(int[] order, int[] device) {
    decode(order, device, null);
  }

  @Override
  public void decode(int[] order, int[] device, double limit) {
    double steps = (double) problem.predTask.length * problem.devices * problem.devices;
    if (rest == null && steps <= REST_STEPS_MAX) {
      rest = new RestTable(problem);
    }
    makespanMax = limit;
    decode(order, device, null);
    makespanMax = Double.POSITIVE_INFINITY;
  }

  /** Decodes and writes down who is where and what travels. */
  public Schedule schedule(int[] order, int[] device) {
    List<Schedule.Transfer> transfers = new ArrayList<>();
    decode(order, device, transfers);
    List<Schedule.Slot> slots = new ArrayList<>();
    for (int t = 0; t < problem.tasks; t++) {
      slots.add(
          new Schedule.Slot(
              problem.task(t).name(),
              problem.deviceName(device[t]),
              start[t],
              end[t],
              Math.min(inputsReady[t], start[t])));
    }
    return new Schedule(slots, transfers, makespan, lateness);
  }

  @Override
  public Cost cost() {
    return makespan < Double.POSITIVE_INFINITY
        ? new Cost(lateness, makespan, penalty)
        : Cost.IMPOSSIBLE;
  }

  @Override
  public double[] start() {
    return start;
  }

  @Override
  public double[] end() {
    return end;
  }

  private void decode(int[] order, int[] device, @Nullable List<Schedule.Transfer> transfers) {
    reset(transfers != null);
    for (int t : order) {
      place(t, device);
      double least = rest == null ? end[t] : end[t] + rest.rest(t, device[t]);
      if (least > makespanMax * (1 + ROUNDING)) {
        makespan = Double.POSITIVE_INFINITY;
        return;
      }
      makespan = Math.max(makespan, end[t]);
      if (end[t] > problem.deadline[t]) {
        lateness += problem.weight[t] * (end[t] - problem.deadline[t]);
      }
    }
    for (int t = 0; t < problem.tasks; t++) {
      penalty += problem.moveCost(t, device[t]);
    }
    for (SoftRule rule : problem.softRules) {
      penalty += rule.penalty(device);
    }
    if (transfers != null) {
      deliveries.write(transfers);
    }
  }

  private void reset(boolean recording) {
    for (int d = 0; d < devices.length; d++) {
      devices[d].clear();
      PlanDevice device = problem.problem.devices().get(d);
      standsAt[d] = device.metresPerSecond() > 0 ? device.at() : null;
      standsSince[d] = device.readyAt();
    }
    deliveries.clear(recording);
    makespan = 0;
    lateness = 0;
    penalty = 0;
  }

  private void place(int t, int[] device) {
    int d = device[t];
    if (problem.running(t)) {
      start[t] = problem.fixedStart[t];
      end[t] = start[t] + problem.seconds(t, d);
      inputsReady[t] = start[t];
    } else {
      double inputs = inputs(t, device);
      inputsReady[t] = inputs;
      if (inputs == Double.POSITIVE_INFINITY || !problem.allows(t, d)) {
        start[t] = Double.POSITIVE_INFINITY;
        end[t] = Double.POSITIVE_INFINITY;
        return;
      }
      double ready =
          Math.max(
              arrived(t, d),
              Math.max(inputs, Math.max(problem.release[t], problem.deviceReady[d])));
      start[t] =
          devices[d].earliest(ready, problem.seconds(t, d), problem.cores[t], problem.memory[t]);
      end[t] = start[t] + problem.seconds(t, d);
    }
    devices[d].book(start[t], end[t], problem.cores[t], problem.memory[t]);
    if (standsAt[d] != null && problem.task(t).at() != null) {
      standsAt[d] = problem.task(t).at();
      standsSince[d] = end[t];
    }
  }

  /** When a travelling device can be at the place of the task; 0 where nothing travels. */
  private double arrived(int t, int d) {
    Place from = standsAt[d];
    Place to = problem.task(t).at();
    return from == null || to == null
        ? 0
        : standsSince[d] + from.distance(to) / problem.problem.devices().get(d).metresPerSecond();
  }

  private double inputs(int t, int[] device) {
    double ready = 0;
    for (StoredInput input : problem.stored.get(t)) {
      ready = Math.max(ready, deliveries.stored(input, t, device[t]));
    }
    for (int e = problem.predFrom[t]; e < problem.predFrom[t + 1]; e++) {
      int from = problem.predTask[e];
      ready =
          Math.max(
              ready,
              device[from] == device[t]
                  ? end[from]
                  : deliveries.edge(e, t, device[from], end[from], device[t]));
    }
    return ready;
  }
}
