package io.dunlin.planner.search;

import java.util.function.DoubleSupplier;

/** One descent from hot to cold, as long as steps and time allow. */
final class Cooling {
  /** Temperatures as shares of the best cost known. */
  static final double HOT = 0.05;

  /** Where the start is a good plan already. */
  static final double LUKEWARM = 0.015;

  /** Where moves cost: hotter would move everything before it gets to know what each is worth. */
  static final double WARM = 0.003;

  private static final double COLD = 0.001;

  /** The clock is looked at once in so many steps. */
  private static final int STEPS_BETWEEN_LOOKS = 16;

  /** Steps between refreshes, for each task. */
  private static final int REFRESH_SHARE = 4;

  private final LocalSearch search;
  private final int tasks;
  private final long stepsMax;
  private final double hot;
  private final DoubleSupplier elapsedShare;

  Cooling(LocalSearch search, int tasks, long stepsMax, double hot, DoubleSupplier elapsedShare) {
    this.search = search;
    this.tasks = tasks;
    this.stepsMax = stepsMax;
    this.hot = hot;
    this.elapsedShare = elapsedShare;
  }

  /** Steps done. */
  long run() {
    long refreshEvery = (long) REFRESH_SHARE * tasks;
    long sinceRefresh = 0;
    double temperature = 0;
    for (long step = 0; step < stepsMax; step++) {
      if (step % STEPS_BETWEEN_LOOKS == 0) {
        double elapsed = elapsedShare.getAsDouble();
        if (elapsed >= 1) {
          return step;
        }
        double progress = Math.max(elapsed, (double) step / stepsMax);
        temperature = search.bestSeconds() * hot * Math.pow(COLD / hot, progress);
      }
      search.step(temperature);
      if (++sinceRefresh >= refreshEvery) {
        sinceRefresh = 0;
        search.refresh();
      }
    }
    return stepsMax;
  }
}
