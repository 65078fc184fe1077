package io.dunlin.planner.portfolio;

import io.dunlin.planner.Radio;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.feasible.Feasibility;
import io.dunlin.planner.list.HeterogeneousEarliestFinish;
import io.dunlin.planner.list.KeepHome;
import io.dunlin.planner.list.ListSchedule;
import io.dunlin.planner.list.ListScheduler;
import io.dunlin.planner.list.ListSchedulers;
import io.dunlin.planner.list.LookaheadEarliestFinish;
import io.dunlin.planner.list.OptimisticTailRank;
import io.dunlin.planner.list.PreferHome;
import io.dunlin.planner.search.Candidate;
import io.dunlin.planner.search.FullDecoder;
import io.dunlin.planner.search.Orders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The schedules that the search starts from: what the list schedulers give, decoded in the model of
 * the problem.
 */
final class Starts {
  /**
   * Above this many cells of a task-device table the quick schedulers run, and others only as time
   * allows: they cost a table or a width more.
   */
  private static final long QUICK_ONLY_ABOVE = 200_000;

  /** Share of the time limit that the slower schedulers of a large problem may have begun in. */
  private static final double SLOW_SHARE = 0.1;

  /** Mean run times that leaving home must win, from reluctant to willing. */
  private static final double[] STAY = {8, 4, 2, 1, 0.5};

  private Starts() {}

  /**
   * Best first, at least one.
   *
   * @param firstOnly of a large problem the quickest scheduler alone
   * @param elapsedShare of the time limit
   */
  static List<Candidate> of(
      CompactProblem problem,
      Feasibility.Feasible feasible,
      FullDecoder decoder,
      boolean firstOnly,
      DoubleSupplier elapsedShare) {
    boolean large = (long) problem.tasks * problem.devices > QUICK_ONLY_ABOVE;
    List<Candidate> all = new ArrayList<>();
    if (!problem.problem.homes().isEmpty()) {
      add(all, new KeepHome(), problem, decoder);
      for (double stay : STAY) {
        add(all, new PreferHome(stay), problem, decoder);
      }
    }
    for (ListScheduler scheduler : large ? quick(firstOnly) : ListSchedulers.all()) {
      if (all.isEmpty() || !large || elapsedShare.getAsDouble() < SLOW_SHARE) {
        add(all, scheduler, problem, decoder);
      }
    }
    if (all.isEmpty() || !feasible.free()) {
      // The assignment that proved feasibility: with it there is always a start.
      all.add(decoded(problem, decoder, Orders.topological(problem), feasible.device()));
    }
    all.sort(Comparator.comparing(Candidate::cost));
    return all;
  }

  private static List<ListScheduler> quick(boolean firstOnly) {
    ListScheduler first = new HeterogeneousEarliestFinish();
    return firstOnly
        ? List.of(first)
        : List.of(first, new OptimisticTailRank(), new LookaheadEarliestFinish());
  }

  private static void add(
      List<Candidate> all, ListScheduler scheduler, CompactProblem problem, FullDecoder decoder) {
    ListSchedule schedule = scheduler.schedule(problem);
    if (schedule != null) {
      int[] order = Orders.byStart(problem, schedule.start(), schedule.end());
      all.add(decoded(problem, decoder, order, schedule.device()));
    }
  }

  /**
   * The plan before, kept as far as it holds; the assignment that proved feasibility if that is not
   * possible.
   */
  static Candidate kept(
      CompactProblem problem, Feasibility.Feasible feasible, FullDecoder decoder) {
    List<Candidate> all = new ArrayList<>();
    add(all, new KeepHome(), problem, decoder);
    if (all.isEmpty() || !all.getFirst().cost().possible()) {
      return decoded(problem, decoder, Orders.topological(problem), feasible.device());
    }
    return all.getFirst();
  }

  private static Candidate decoded(
      CompactProblem problem, FullDecoder decoder, int[] order, int[] device) {
    decoder.decode(order, device);
    // A task that went into a gap comes there in the order too; transfers would be booked anew.
    boolean settled = problem.problem.radio() == Radio.NONE && decoder.cost().possible();
    int[] as = settled ? Orders.byStart(problem, decoder.start(), decoder.end()) : order;
    return new Candidate(as, device, decoder.cost());
  }
}
