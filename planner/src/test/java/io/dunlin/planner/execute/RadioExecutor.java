package io.dunlin.planner.execute;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Carries a plan out, event by event, with one half-duplex radio on each device: a transfer holds
 * the radios at both of its ends for its time, whatever the plan promised. It shares no code with
 * the planner. A device runs its tasks one at a time in the plan's order.
 */
public final class RadioExecutor {

  /** Who goes next on a radio. */
  public enum Turn {
    /** In the order in which the plan booked the radio. */
    AS_BOOKED,
    /** The transfer that was ready first. */
    FIRST_READY
  }

  /** A task or one hop of a transfer. */
  private static final class Job {
    final String name;
    final double seconds;
    final double planned;
    final List<String> holds = new ArrayList<>();
    final List<Job> unlocks = new ArrayList<>();
    int waits;
    double ready;
    double end = Double.NaN;

    Job(String name, double seconds, double planned) {
      this.name = name;
      this.seconds = seconds;
      this.planned = planned;
    }

    void before(Job next) {
      unlocks.add(next);
      next.waits++;
    }
  }

  private final Problem problem;
  private final Schedule schedule;
  private final Turn turn;
  private final Map<String, Job> tasks = new TreeMap<>();
  private final List<Job> hops = new ArrayList<>();
  private final List<Job> open = new ArrayList<>();
  private final Map<String, Double> busyUntil = new HashMap<>();
  private final PriorityQueue<Job> ending =
      new PriorityQueue<>(Comparator.comparingDouble((Job job) -> job.end));

  private RadioExecutor(Problem problem, Schedule schedule, Turn turn) {
    this.problem = problem;
    this.schedule = schedule;
    this.turn = turn;
  }

  /** Seconds until the last task ends. */
  public static double makespan(Problem problem, Schedule schedule, Turn turn) {
    return new RadioExecutor(problem, schedule, turn).run();
  }

  private double run() {
    addTasks();
    addTransfers();
    if (turn == Turn.AS_BOOKED) {
      bookedOrder();
    }
    for (Job job : tasks.values()) {
      begin(job);
    }
    hops.forEach(this::begin);
    double now = 0;
    int ended = 0;
    start(now);
    while (!ending.isEmpty()) {
      Job done = ending.remove();
      now = done.end;
      ended++;
      release(done, now);
      while (!ending.isEmpty() && ending.element().end <= now) {
        release(ending.remove(), now);
        ended++;
      }
      start(now);
    }
    if (ended < tasks.size() + hops.size()) {
      throw new IllegalStateException("the plan cannot be carried out: it waits for itself");
    }
    return tasks.values().stream().mapToDouble(job -> job.end).max().orElse(0);
  }

  private void begin(Job job) {
    if (job.waits == 0) {
      open.add(job);
    }
  }

  private void release(Job done, double now) {
    for (Job next : done.unlocks) {
      next.ready = Math.max(next.ready, now);
      if (--next.waits == 0) {
        open.add(next);
      }
    }
  }

  /** Starts all that can: the one that was ready first has the first choice of free radios. */
  private void start(double now) {
    open.sort(
        Comparator.comparingDouble((Job job) -> job.ready)
            .thenComparingDouble(job -> job.planned)
            .thenComparing(job -> job.name));
    for (int i = 0; i < open.size(); ) {
      Job job = open.get(i);
      boolean free =
          job.holds.stream().allMatch(radio -> busyUntil.getOrDefault(radio, 0.0) <= now);
      if (!free) {
        i++;
        continue;
      }
      open.remove(i);
      job.end = Math.max(now, job.ready) + job.seconds;
      job.holds.forEach(radio -> busyUntil.put(radio, job.end));
      ending.add(job);
    }
  }

  private void addTasks() {
    Map<String, PlanTask> known = new HashMap<>();
    problem.tasks().forEach(task -> known.put(task.name(), task));
    Map<String, Job> last = new HashMap<>();
    for (Schedule.Slot slot : schedule.slots()) {
      Job job = new Job(slot.task(), slot.end() - slot.start(), slot.start());
      PlanTask task = known.get(slot.task());
      job.ready = task == null ? 0 : task.release();
      tasks.put(slot.task(), job);
      // What takes no time holds nothing, and has no place in an order by time.
      Job before = job.seconds > 0 ? last.put(slot.device(), job) : null;
      if (before != null) {
        before.before(job);
      }
    }
  }

  private void addTransfers() {
    Map<String, Schedule.Slot> slots = schedule.byTask();
    Map<List<String>, Double> bytes = new HashMap<>();
    for (DataEdge edge : problem.edges()) {
      bytes.put(List.of(edge.from(), edge.data(), edge.to()), edge.bytes());
    }
    Map<List<String>, PlanLink> links = new HashMap<>();
    problem.links().forEach(link -> links.put(List.of(link.from(), link.to()), link));
    Map<List<String>, Job> arrivals = new HashMap<>();
    for (Schedule.Transfer transfer : schedule.transfers()) {
      Job before = job(transfer.from());
      for (Schedule.Hop hop : transfer.hops()) {
        PlanLink link = links.get(List.of(hop.from(), hop.to()));
        if (link == null) {
          throw new IllegalStateException("there is no link for " + hop);
        }
        double size =
            transfer.to().stream()
                .mapToDouble(
                    to -> bytes.getOrDefault(List.of(transfer.from(), transfer.data(), to), 0.0))
                .max()
                .orElse(0);
        Job job =
            new Job(
                transfer.from() + ">" + hop,
                link.latencySeconds() + (size > 0 ? size / link.bytesPerSecond() : 0),
                hop.start());
        // What is too short to show in the plan's own times has no place in an order by time.
        if (job.seconds > 0 && hop.end() > hop.start()) {
          job.holds.addAll(List.of(hop.from(), hop.to()));
        }
        before.before(job);
        hops.add(job);
        before = job;
      }
      for (String to : transfer.to()) {
        arrivals.put(List.of(transfer.from(), transfer.data(), to), before);
      }
    }
    for (DataEdge edge : problem.edges()) {
      Schedule.Slot from = slots.get(edge.from());
      Schedule.Slot to = slots.get(edge.to());
      if (from == null || to == null) {
        continue;
      }
      Job arrival = arrivals.get(List.of(edge.from(), edge.data(), edge.to()));
      if (arrival == null && edge.bytes() > 0 && !from.device().equals(to.device())) {
        throw new IllegalStateException("nothing brings " + edge);
      }
      (arrival == null ? job(edge.from()) : arrival).before(job(edge.to()));
    }
  }

  private Job job(String task) {
    Job job = tasks.get(task);
    if (job == null) {
      throw new IllegalStateException("the plan has no task " + task);
    }
    return job;
  }

  private void bookedOrder() {
    Map<String, Job> last = new HashMap<>();
    hops.stream()
        .filter(job -> !job.holds.isEmpty())
        .sorted(Comparator.comparingDouble(job -> job.planned))
        .forEach(job -> {
          for (String radio : job.holds) {
            Job before = last.put(radio, job);
            if (before != null && before != job) {
              before.before(job);
            }
          }
        });
  }
}
