package io.dunlin.planner.search;

import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Several short descents, each from another start, then a long and cooler one from the best of
 * them. Diverse starts beat one long descent: what a descent settles on while it is hot it does not
 * leave again.
 */
final class Restarts {
  /** Share of the budget that the short descents have together. */
  private static final double SHORT_SHARE = 0.7;

  /** Share of the budget that a short descent has at most. */
  private static final double ROUND_SHARE = 0.1;

  /** Steps that a short descent has at most, for each task. */
  private static final long ROUND_STEPS = 1_000;

  /**
   * Steps that a short descent must get to, for each task, to be worth another: where time is short
   * the budget goes to the long one.
   */
  private static final long WORTH_STEPS = 10;

  private final LocalSearch search;
  private final List<Candidate> starts;
  private final int tasks;
  private final long stepsMax;
  private final DoubleSupplier elapsedShare;

  Restarts(
      LocalSearch search,
      List<Candidate> starts,
      int tasks,
      long stepsMax,
      DoubleSupplier elapsedShare) {
    this.search = search;
    this.starts = starts;
    this.tasks = tasks;
    this.stepsMax = stepsMax;
    this.elapsedShare = elapsedShare;
  }

  /** Walks; the first start and every how many-th from there are those of this walker. */
  void run(int first, int stride) {
    long roundMax = Math.min(ROUND_STEPS * tasks, (long) (ROUND_SHARE * stepsMax));
    long steps = 0;
    double elapsed = 0;
    long done = WORTH_STEPS * tasks;
    for (int at = first; mayBegin(elapsed, steps) && done >= WORTH_STEPS * tasks; at += stride) {
      done = descend(starts.get(at % starts.size()), Cooling.HOT, roundMax, elapsed, ROUND_SHARE);
      steps += done;
      elapsed = elapsedShare.getAsDouble();
    }
    if (elapsed < 1) {
      descend(search.best(), Cooling.LUKEWARM, stepsMax - steps, elapsed, 1 - elapsed);
    }
  }

  private boolean mayBegin(double elapsed, long steps) {
    return elapsed < SHORT_SHARE && steps < SHORT_SHARE * stepsMax;
  }

  private long descend(Candidate start, double hot, long steps, double since, double share) {
    search.load(start.order(), start.device());
    return new Cooling(
            search, tasks, steps, hot, () -> (elapsedShare.getAsDouble() - since) / share)
        .run();
  }
}
