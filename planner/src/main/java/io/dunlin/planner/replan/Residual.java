package io.dunlin.planner.replan;

import io.dunlin.planner.Home;
import io.dunlin.planner.Placed;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * What is left of a running plan at a moment: tasks that ended are done and their outputs are where
 * they ran or had arrived, tasks that began run on, the rest has a home. Time zero becomes the
 * moment.
 */
public final class Residual {
  private final Problem problem;
  private final Schedule schedule;
  private final double now;
  private Set<String> lost = Set.of();
  private UnaryOperator<PlanDevice> devices = UnaryOperator.identity();
  private UnaryOperator<PlanLink> links = UnaryOperator.identity();
  private ToDoubleFunction<String> moveSeconds = task -> 0;

  private Residual(Problem problem, Schedule schedule, double now) {
    this.problem = problem;
    this.schedule = schedule;
    this.now = now;
  }

  public static Residual at(Problem problem, Schedule schedule, double now) {
    return new Residual(problem, schedule, now);
  }

  /** These devices are gone, with what ran there and what only they held. */
  public Residual lost(Set<String> names) {
    lost = Set.copyOf(names);
    return this;
  }

  /** Devices as they are now. Names must stay. */
  public Residual devices(UnaryOperator<PlanDevice> change) {
    devices = change;
    return this;
  }

  /** Links as they are now. Ends must stay. */
  public Residual links(UnaryOperator<PlanLink> change) {
    links = change;
    return this;
  }

  /** What moving each task costs, in seconds: see {@link Home}. Free where this is not called. */
  public Residual moveSeconds(ToDoubleFunction<String> price) {
    moveSeconds = price;
    return this;
  }

  /**
   * The problem that is left. A running task keeps its planned end even where its device became
   * slower; say so with a {@code Placed} of your own when you know better.
   */
  public Problem problem() {
    Problem.Builder left = Problem.builder().radio(problem.radio()).relaying(problem.relaying());
    for (PlanDevice device : problem.devices()) {
      if (!lost.contains(device.name())) {
        PlanDevice as = devices.apply(device);
        left.device(
            new PlanDevice(
                as.name(),
                as.speed(),
                as.cores(),
                as.memoryBytes(),
                as.has(),
                Math.max(0, as.readyAt() - now),
                as.at(),
                as.metresPerSecond()));
      }
    }
    for (PlanLink link : problem.links()) {
      if (!lost.contains(link.from()) && !lost.contains(link.to())) {
        left.link(links.apply(link));
      }
    }
    problem.tasks().forEach(task -> left.task(shifted(task)));
    problem.edges().forEach(left::edge);
    problem.rules().forEach(left::rule);
    facts(left);
    return left.build();
  }

  private PlanTask shifted(PlanTask task) {
    Double deadline = task.deadline();
    SortedSet<String> pinned = new TreeSet<>(task.pinned());
    SortedSet<String> forbidden = new TreeSet<>(task.forbidden());
    forbidden.removeAll(lost);
    // A task pinned to lost devices alone must stay unplaceable, not become free.
    pinned.removeAll(lost);
    if (pinned.isEmpty() && !task.pinned().isEmpty()) {
      problem.devices().forEach(device -> forbidden.add(device.name()));
      forbidden.removeAll(lost);
    }
    return new PlanTask(
        task.name(),
        task.effort(),
        task.cores(),
        task.memoryBytes(),
        task.needs(),
        Math.max(0, task.release() - now),
        deadline == null ? null : Double.valueOf(deadline - now),
        task.priority(),
        pinned,
        forbidden,
        task.at());
  }

  private void facts(Problem.Builder left) {
    Map<String, SortedSet<String>> holders = new HashMap<>();
    for (Schedule.Slot slot : schedule.slots()) {
      if (slot.end() <= now && !lost.contains(slot.device())) {
        holders.computeIfAbsent(slot.task(), absent -> new TreeSet<>()).add(slot.device());
      }
    }
    for (Schedule.Transfer transfer : schedule.transfers()) {
      for (Schedule.Hop hop : transfer.hops()) {
        if (hop.end() <= now && !lost.contains(hop.to())) {
          holders.computeIfAbsent(transfer.from(), absent -> new TreeSet<>()).add(hop.to());
        }
      }
    }
    for (Placed fact : problem.placed()) {
      if (fact.state() == Placed.State.DONE) {
        SortedSet<String> still = holders.computeIfAbsent(fact.task(), absent -> new TreeSet<>());
        still.addAll(fact.holders());
        still.removeAll(lost);
        left.placed(
            new Placed(
                fact.task(),
                fact.device(),
                fact.start() - now,
                fact.end() - now,
                Placed.State.DONE,
                still));
      }
    }
    for (Schedule.Slot slot : schedule.slots()) {
      double start = slot.start() - now;
      double end = slot.end() - now;
      if (end <= 0) {
        SortedSet<String> still = holders.getOrDefault(slot.task(), new TreeSet<>());
        left.placed(new Placed(slot.task(), slot.device(), start, end, Placed.State.DONE, still));
      } else if (start < 0 && !lost.contains(slot.device())) {
        left.placed(Placed.running(slot.task(), slot.device(), start, end));
      } else {
        left.home(
            new Home(slot.task(), slot.device(), start, moveSeconds.applyAsDouble(slot.task())));
      }
    }
  }
}
