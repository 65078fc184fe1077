package io.dunlin.planner.list;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The ready tasks of a schedule as it grows, by rank: higher goes first, equal by task number. */
final class ReadyByRank {
  private final PartialSchedule partial;
  private final PriorityQueue<Integer> ready;
  private final boolean[] queued;

  ReadyByRank(PartialSchedule partial, double[] rank) {
    this.partial = partial;
    ready =
        new PriorityQueue<>((a, b) ->
            rank[a] == rank[b] ? Integer.compare(a, b) : Double.compare(rank[b], rank[a]));
    queued = new boolean[partial.problem.tasks];
    for (int t = 0; t < partial.problem.tasks; t++) {
      add(t);
    }
  }

  /** Takes the task of highest rank out; null when no task is ready. */
  @Nullable Integer take() {
    return ready.poll();
  }

  /** Puts a task that was taken, and not placed, back. */
  void putBack(int task) {
    ready.add(task);
  }

  /** Places a task that was taken, which may make others ready. */
  void place(int task, int device) {
    partial.place(task, device);
    for (int e = partial.problem.succFrom[task]; e < partial.problem.succFrom[task + 1]; e++) {
      add(partial.problem.succTask[e]);
    }
  }

  private void add(int task) {
    if (!queued[task] && partial.ready(task)) {
      queued[task] = true;
      ready.add(task);
    }
  }
}
