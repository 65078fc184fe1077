package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import java.util.PriorityQueue;
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
    CompactProblem problem = partial.problem;
    PriorityQueue<Integer> ready =
        new PriorityQueue<>((a, b) ->
            rank[a] == rank[b] ? Integer.compare(a, b) : Double.compare(rank[b], rank[a]));
    boolean[] queued = new boolean[problem.tasks];
    for (int t = 0; t < problem.tasks; t++) {
      if (partial.ready(t)) {
        ready.add(t);
      }
    }
    while (!ready.isEmpty()) {
      int task = ready.remove();
      int device = deviceOf.applyAsInt(task);
      if (device < 0) {
        return null;
      }
      partial.place(task, device);
      for (int e = problem.succFrom[task]; e < problem.succFrom[task + 1]; e++) {
        int next = problem.succTask[e];
        if (!queued[next] && partial.ready(next)) {
          queued[next] = true;
          ready.add(next);
        }
      }
    }
    return partial.result();
  }
}
