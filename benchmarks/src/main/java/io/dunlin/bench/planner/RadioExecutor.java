package io.dunlin.bench.planner;

import io.dunlin.planner.Schedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Runs a plan event by event: each device runs its tasks one after the other in the plan's order,
 * as soon as their inputs are there; each device has one half-duplex radio, so at most one transfer
 * at a time touches it. Where the plan books radios its order is kept on each of them; else what
 * was ready first goes first. It shares no code with the planner. Times of the plan are not used,
 * only its orders.
 */
final class RadioExecutor {
  /** A task as the plan has it: where, for how long, and after which others on its device. */
  record Job(String task, String device, double seconds, double plannedStart, int rank) {}

  /** One output on its way to one device, hop by hop, for some tasks there. */
  record Move(String from, List<Leg> legs, Collection<String> to) {}

  /**
   * @param plannedStart NaN when no radio is booked
   */
  record Leg(String from, String to, double seconds, double plannedStart) {}

  /** A leg that is ready, under way or waits for its turn. */
  private static final class Sending {
    final Move move;
    final int index;
    double readyAt = Double.NaN;
    boolean begun;

    Sending(Move move, int index) {
      this.move = move;
      this.index = index;
    }

    Leg leg() {
      return move.legs().get(index);
    }
  }

  private record Event(double at, Runnable then) {}

  private final Map<String, ArrayDeque<Job>> queues = new HashMap<>();
  private final Map<String, Integer> missing = new HashMap<>();
  private final Map<String, List<Move>> moves = new HashMap<>();
  private final Map<String, List<String>> local = new HashMap<>();
  private final Map<String, Boolean> radioBusy = new HashMap<>();
  private final Map<String, Boolean> coreBusy = new HashMap<>();
  private final Map<String, ArrayDeque<Sending>> booked = new HashMap<>();
  private final Map<Move, List<Sending>> sendings = new HashMap<>();
  private final List<Sending> waiting = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at));
  private final boolean keepOrder;
  private double now;
  private int left;

  /**
   * Prepares a run.
   *
   * @param local for each task those on the same device that take something of it
   * @param keepOrder whether the order of legs on each radio is the plan's
   */
  RadioExecutor(
      List<Job> jobs, List<Move> moves, Map<String, List<String>> local, boolean keepOrder) {
    this.keepOrder = keepOrder;
    this.local.putAll(local);
    left = jobs.size();
    var ordered = new ArrayList<Job>(jobs);
    ordered.sort(Comparator.comparingDouble(Job::plannedStart).thenComparingInt(Job::rank));
    for (Job job : ordered) {
      queues.computeIfAbsent(job.device(), _ -> new ArrayDeque<>()).add(job);
      missing.put(job.task(), 0);
    }
    local.values().forEach(tasks -> tasks.forEach(task -> missing.merge(task, 1, Integer::sum)));
    for (Move move : moves) {
      this.moves.computeIfAbsent(move.from(), _ -> new ArrayList<>()).add(move);
      move.to().forEach(task -> missing.merge(task, 1, Integer::sum));
      var legs = new ArrayList<Sending>();
      for (int i = 0; i < move.legs().size(); i++) legs.add(new Sending(move, i));
      sendings.put(move, legs);
    }
    if (keepOrder) book();
  }

  private void book() {
    sendings.values().stream()
        .flatMap(List::stream)
        .filter(sending -> sending.leg().seconds() > 0)
        .sorted(Comparator.comparingDouble(sending -> sending.leg().plannedStart()))
        .forEach(sending -> {
          booked.computeIfAbsent(sending.leg().from(), _ -> new ArrayDeque<>()).add(sending);
          booked.computeIfAbsent(sending.leg().to(), _ -> new ArrayDeque<>()).add(sending);
        });
  }

  /** Seconds until the last task ended. */
  double makespan() {
    double last = 0;
    start();
    while (!events.isEmpty()) {
      Event event = events.remove();
      now = event.at();
      event.then().run();
      last = left == 0 && last == 0 ? now : last;
      // All that happens at one moment happens before anything new begins.
      if (events.isEmpty() || events.element().at() > now) start();
    }
    if (left > 0) throw new IllegalStateException(left + " tasks never began");
    return last;
  }

  private void start() {
    boolean again = true;
    while (again) {
      again = false;
      for (Map.Entry<String, ArrayDeque<Job>> queue : queues.entrySet()) {
        Job job = queue.getValue().peek();
        if (job == null || busy(coreBusy, queue.getKey()) || known(missing, job.task()) > 0)
          continue;
        queue.getValue().remove();
        coreBusy.put(job.device(), true);
        events.add(new Event(now + job.seconds(), () -> ended(job)));
        again = true;
      }
    }
    waiting.sort(Comparator.comparingDouble(sending -> sending.readyAt));
    waiting.forEach(this::send);
    waiting.removeIf(sending -> sending.begun);
  }

  private void send(Sending sending) {
    Leg leg = sending.leg();
    if (leg.seconds() > 0) {
      if (busy(radioBusy, leg.from()) || busy(radioBusy, leg.to())) return;
      if (keepOrder && !(next(leg.from(), sending) && next(leg.to(), sending))) return;
      radioBusy.put(leg.from(), true);
      radioBusy.put(leg.to(), true);
    }
    sending.begun = true;
    events.add(new Event(now + leg.seconds(), () -> arrived(sending)));
  }

  private boolean next(String radio, Sending sending) {
    ArrayDeque<Sending> turns = booked.get(radio);
    return turns != null && turns.peek() == sending;
  }

  private static boolean busy(Map<String, Boolean> of, String device) {
    return of.getOrDefault(device, false);
  }

  private void ended(Job job) {
    left--;
    coreBusy.put(job.device(), false);
    for (String task : local.getOrDefault(job.task(), List.of()))
      missing.merge(task, -1, Integer::sum);
    for (Move move : moves.getOrDefault(job.task(), List.of())) ready(move, 0);
  }

  private void ready(Move move, int index) {
    Sending sending = known(sendings, move).get(index);
    sending.readyAt = now;
    waiting.add(sending);
  }

  private void arrived(Sending sending) {
    Leg leg = sending.leg();
    if (leg.seconds() > 0) {
      radioBusy.put(leg.from(), false);
      radioBusy.put(leg.to(), false);
      if (keepOrder) {
        known(booked, leg.from()).remove();
        known(booked, leg.to()).remove();
      }
    }
    if (sending.index + 1 < sending.move.legs().size()) {
      ready(sending.move, sending.index + 1);
    } else {
      sending.move.to().forEach(task -> missing.merge(task, -1, Integer::sum));
    }
  }

  /** What must be there. */
  static <K, V> V known(Map<K, V> in, K key) {
    V value = in.get(key);
    if (value == null) throw new IllegalStateException("nothing is known of " + key);
    return value;
  }

  /** The legs of a booked transfer. */
  static Move move(Schedule.Transfer transfer) {
    var legs = new ArrayList<Leg>();
    for (Schedule.Hop hop : transfer.hops()) {
      legs.add(new Leg(hop.from(), hop.to(), hop.end() - hop.start(), hop.start()));
    }
    return new Move(transfer.from(), legs, transfer.to());
  }
}
