package io.dunlin.planner.replan;

import io.dunlin.planner.Problem;
import io.dunlin.planner.explain.Alternative;
import io.dunlin.planner.explain.Explainer;
import java.util.List;

/** Decisions on one job at a time, for jobs that arrive one by one. */
public final class Dispatch {
  private Dispatch() {}

  /**
   * Where a job that just arrived would end, soonest first: load ({@code readyAt}, running tasks),
   * speed and the way of its inputs counted. Nothing else is moved.
   *
   * @param problem devices with their load, running tasks and the job as the one task that is not
   *     placed
   */
  public static List<Alternative> rank(Problem problem, String job) {
    return Explainer.ends(problem, job);
  }

  /**
   * Whether a running job should move: only when the time it saves exceeds the price of moving.
   *
   * @param secondsHere until it ends where it runs
   * @param secondsThere that the rest of it takes over there
   * @param moveSeconds pause, transfer of its state and restart
   * @param hysteresis share of {@code secondsHere} that the gain must exceed besides
   */
  public static boolean worthMoving(
      double secondsHere, double secondsThere, double moveSeconds, double hysteresis) {
    return secondsHere - (secondsThere + moveSeconds) > hysteresis * secondsHere;
  }
}
