package io.dunlin.runtime.task;

import java.time.Duration;

/**
 * The task machine's limits.
 *
 * @param fetchesMax blobs asked for at the same time, in the plan's order
 * @param fetchTriesMax failed tries for one input after which the attempt fails
 * @param fetchPause before the second try; doubled for each further one
 * @param fetchPauseMax the longest pause
 * @param patienceMax how long at most a ready task waits for an unready one that the plan put
 *     before it and whose cores or memory it would take
 * @param rewriteAfter when a state write that does not show up is written again
 */
public record TaskSettings(
    int fetchesMax,
    int fetchTriesMax,
    Duration fetchPause,
    Duration fetchPauseMax,
    Duration patienceMax,
    Duration rewriteAfter) {

  public static final TaskSettings DEFAULT =
      new TaskSettings(
          4,
          10,
          Duration.ofSeconds(1),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5));

  public TaskSettings {
    if (fetchesMax < 1 || fetchTriesMax < 1) {
      throw new IllegalArgumentException("at least one fetch and one try");
    }
  }

  long pauseNanos(int failures) {
    long pause = fetchPause.toNanos() << Math.min(failures - 1, 10);
    return Math.min(pause, fetchPauseMax.toNanos());
  }
}
