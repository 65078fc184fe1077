package io.dunlin.planner.list;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The loop of all static list schedulers: of the ready tasks the one of highest rank, to the device
 * of a rule.
 */
final class ByRank {
  private ByRank() {}

  /**
   * Places all tasks.
   *
   * @param rank of each task, higher goes first, equal by task number
   * @param deviceOf the device for a ready task, -1 for none
   */
  static @Nullable ListSchedule schedule(
      PartialSchedule partial, double[] rank, ToIntFunction<Integer> deviceOf) {
    ReadyByRank ready = new ReadyByRank(partial, rank);
    for (Integer task = ready.take(); task != null; task = ready.take()) {
      int device = deviceOf.applyAsInt(task);
      if (device < 0) {
        return null;
      }
      ready.place(task, device);
    }
    return partial.result();
  }
}
