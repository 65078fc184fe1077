package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The loop of all dynamic list schedulers: of all pairs of a ready task and a device, the one a
 * rule likes best goes next. What a device offers is looked at again only after something was
 * placed on it. Cost O(n · width · m).
 */
final class GreedyPairs {

  /** What is known of one ready task: where it could end, and when, on each device. */
  static final class Row {
    final int task;

    /** Earliest start and end by device, infinite where not possible. */
    final double[] start;

    final double[] end;

    private Row(int task, int devices) {
      this.task = task;
      start = new double[devices];
      end = new double[devices];
    }

    /** The device of the earliest end, the first of equals. */
    int soonest() {
      int best = 0;
      for (int d = 1; d < end.length; d++) {
        if (end[d] < end[best]) {
          best = d;
        }
      }
      return best;
    }
  }

  /** Which device a ready task would take, and how much the rule likes that. */
  interface Choice {
    int device(Row row);

    /** Larger goes first; equal by task number. */
    double liking(Row row, int device);
  }

  private GreedyPairs() {}

  static @Nullable ListSchedule schedule(CompactProblem problem, Choice choice) {
    PartialSchedule partial = new PartialSchedule(problem);
    Row[] rows = new Row[16];
    int count = 0;
    for (int t = 0; t < problem.tasks; t++) {
      if (partial.ready(t)) {
        rows = add(rows, count++, fill(partial, t));
      }
    }
    boolean[] queued = new boolean[problem.tasks];
    while (count > 0) {
      int next = best(rows, count, choice);
      Row row = rows[next];
      int device = choice.device(row);
      if (row.end[device] == Double.POSITIVE_INFINITY) {
        return null;
      }
      partial.place(row.task, device);
      rows[next] = rows[--count];
      boolean ruled = problem.together[row.task].length + problem.apart[row.task].length > 0;
      for (int i = 0; i < count; i++) {
        if (ruled) {
          rows[i] = fill(partial, rows[i].task);
        } else {
          fill(partial, rows[i], device);
        }
      }
      for (int e = problem.succFrom[row.task]; e < problem.succFrom[row.task + 1]; e++) {
        int t = problem.succTask[e];
        if (!queued[t] && partial.ready(t)) {
          queued[t] = true;
          rows = add(rows, count++, fill(partial, t));
        }
      }
    }
    return partial.result();
  }

  private static int best(Row[] rows, int count, Choice choice) {
    int best = -1;
    double most = 0;
    for (int i = 0; i < count; i++) {
      double liking = choice.liking(rows[i], choice.device(rows[i]));
      if (best < 0 || liking > most || (liking == most && rows[i].task < rows[best].task)) {
        best = i;
        most = liking;
      }
    }
    return best;
  }

  private static Row[] add(Row[] rows, int count, Row row) {
    Row[] room = count == rows.length ? Arrays.copyOf(rows, 2 * count) : rows;
    room[count] = row;
    return room;
  }

  private static Row fill(PartialSchedule partial, int task) {
    Row row = new Row(task, partial.problem.devices);
    for (int d = 0; d < partial.problem.devices; d++) {
      fill(partial, row, d);
    }
    return row;
  }

  private static void fill(PartialSchedule partial, Row row, int device) {
    double start = partial.earliestStart(row.task, device);
    row.start[device] = start;
    row.end[device] =
        start == Double.POSITIVE_INFINITY
            ? start
            : start + partial.problem.seconds(row.task, device);
  }
}
