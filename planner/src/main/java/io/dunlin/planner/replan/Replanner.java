package io.dunlin.planner.replan;

import io.dunlin.planner.Budget;
import io.dunlin.planner.Home;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Decides between the plan that runs and a better one. The problem carries the facts: what is done
 * or running ({@code Placed}) and where the rest was planned ({@code Home}) at what price for
 * moving. {@link #begin} gives the kept plan at once and the decision later.
 */
public final class Replanner {
  private final PortfolioPlanner planner = new PortfolioPlanner();
  private final double hysteresis;

  /**
   * A replanner that does not flap.
   *
   * @param hysteresis gain below this share of the kept makespan is not worth a change; 0.01 is a
   *     fair start
   */
  public Replanner(double hysteresis) {
    if (!(hysteresis >= 0)) {
      throw new IllegalArgumentException("hysteresis " + hysteresis + " is negative");
    }
    this.hysteresis = hysteresis;
  }

  /**
   * The plan before, as far as it holds; tasks whose device is gone go to where they end first. A
   * few milliseconds.
   */
  public PlanOutcome keep(Problem problem) {
    return planner.keep(problem);
  }

  /** What {@link #replan} came to. */
  public sealed interface Outcome {}

  /** It cannot be placed any more. */
  public record Refused(PlanOutcome.Infeasible why) implements Outcome {}

  /**
   * A decision.
   *
   * @param kept the plan before on the problem as it is now
   * @param chosen {@code kept}, or the better plan when that was adopted
   * @param adopted whether the gain was worth it
   * @param moved tasks that the better plan moves away from a device that is still there
   * @param gainSeconds makespan saved minus the price of all moves; of the better plan, adopted or
   *     not
   */
  public record Replanned(
      Schedule kept, Schedule chosen, boolean adopted, SortedSet<String> moved, double gainSeconds)
      implements Outcome {}

  /**
   * A plan to publish now and a decision to come.
   *
   * @param kept as of {@link #keep}
   * @param decision of {@link #replan}; completes within the budget once the executor begins
   */
  public record Underway(PlanOutcome kept, CompletableFuture<Outcome> decision) {}

  /**
   * Keeps at once and searches on the executor. Whoever hears of another event meanwhile drops the
   * decision and begins anew: it was made on facts that are no more.
   *
   * @param background runs the search, one task; not the executor of the budget unless that has a
   *     thread to spare
   */
  public Underway begin(Problem problem, Budget budget, Executor background) {
    PlanOutcome kept = keep(problem);
    return new Underway(
        kept, CompletableFuture.supplyAsync(() -> improve(problem, kept, budget), background));
  }

  /** Searches within the budget and decides. Less lateness is always worth it. */
  public Outcome replan(Problem problem, Budget budget) {
    return improve(problem, planner.keep(problem), budget);
  }

  private Outcome improve(Problem problem, PlanOutcome keep, Budget budget) {
    return switch (keep) {
      case PlanOutcome.Infeasible why -> new Refused(why);
      case PlanOutcome.Planned(Schedule kept, var bound) ->
          switch (planner.plan(problem, budget)) {
            case PlanOutcome.Infeasible why -> new Refused(why);
            case PlanOutcome.Planned(Schedule better, var betterBound) ->
                decide(problem, kept, better);
          };
    };
  }

  /**
   * The decision alone, for who searches elsewhere: the better plan only where its gain pays for
   * its moves and exceeds the hysteresis. Less lateness is always worth it.
   */
  public Replanned decide(Problem problem, Schedule kept, Schedule better) {
    SortedSet<String> moved = new TreeSet<>();
    double price =
        moveSeconds(problem, better, moved) - moveSeconds(problem, kept, new TreeSet<>());
    double gain = kept.makespan() - better.makespan() - price;
    double noise = 1e-9 * Math.max(1, kept.lateness());
    boolean sooner = better.lateness() < kept.lateness() - noise;
    boolean later = better.lateness() > kept.lateness() + noise;
    boolean adopted = sooner || (!later && gain > hysteresis * kept.makespan());
    return new Replanned(kept, adopted ? better : kept, adopted, moved, gain);
  }

  private static double moveSeconds(Problem problem, Schedule schedule, Set<String> moved) {
    Set<String> alive = new HashSet<>();
    for (PlanDevice device : problem.devices()) {
      alive.add(device.name());
    }
    Map<String, Schedule.Slot> slots = schedule.byTask();
    double sum = 0;
    for (Home home : problem.homes()) {
      Schedule.Slot slot = slots.get(home.task());
      if (slot != null && alive.contains(home.device()) && !slot.device().equals(home.device())) {
        moved.add(home.task());
        sum += home.moveSeconds();
      }
    }
    return sum;
  }
}
