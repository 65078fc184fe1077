package io.dunlin.planner.explain;

/** What would come of running a task on one device, all other tasks staying where they are. */
public sealed interface Alternative {
  String device();

  /**
   * It could run there.
   *
   * @param end of the task, seconds
   * @param makespan of all, seconds
   * @param lateness of all, weighted seconds
   */
  record Possible(String device, double end, double makespan, double lateness)
      implements Alternative {}

  /** It could not. */
  record Refused(String device, String constraint, String reason) implements Alternative {}
}
