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

  /** Where the last descent begins, as a share of the best cost known. */
  private static final double LUKEWARM = 0.015;

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
    for (int at = first; elapsed < SHORT_SHARE && steps < SHORT_SHARE * stepsMax; at += stride) {
      steps += descend(starts.get(at % starts.size()), Cooling.HOT, roundMax, elapsed, ROUND_SHARE);
      elapsed = elapsedShare.getAsDouble();
    }
    descend(search.best(), LUKEWARM, stepsMax - steps, elapsed, 1 - elapsed);
  }

  private long descend(Candidate start, double hot, long steps, double since, double share) {
    search.load(start.order(), start.device());
    return new Cooling(
            search, tasks, steps, hot, () -> (elapsedShare.getAsDouble() - since) / share)
        .run();
  }
}
