package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * HEFT that stays: by upward rank, each task to where it ends first when leaving its home counts as
 * some seconds more. Between the plan before and HEFT from scratch, with few moves for most of the
 * gain. Cost O(e · m + n · gaps · m).
 */
public final class PreferHome implements ListScheduler {
  private final double stay;

  /**
   * A scheduler.
   *
   * @param stay mean run times that a task must win to leave its home, on top of what moving costs
   */
  public PreferHome(double stay) {
    this.stay = stay;
  }

  @Override
  public String name() {
    return "stay-" + stay;
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    Averages averages = new Averages(problem, Averages.Pairs.DISTINCT);
    double sum = 0;
    for (int t = 0; t < problem.tasks; t++) {
      sum += averages.run(t);
    }
    double seconds = problem.tasks == 0 ? 0 : stay * sum / problem.tasks;
    PartialSchedule partial = new PartialSchedule(problem);
    return ByRank.schedule(partial, averages.upwardRank(), t -> device(partial, t, seconds));
  }

  private static int device(PartialSchedule partial, int task, double seconds) {
    int home = partial.problem.home[task];
    if (home < 0) {
      return partial.earliestEndDevice(task);
    }
    double least = partial.earliestEnd(task, home);
    int best = least < Double.POSITIVE_INFINITY ? home : -1;
    for (int d = 0; d < partial.problem.devices; d++) {
      double end =
          partial.earliestEnd(task, d)
              + (d == home ? 0 : seconds + partial.problem.moveSeconds[task]);
      if (end < least) {
        least = end;
        best = d;
      }
    }
    return best;
  }
}
