package io.dunlin.runtime.task;

import io.dunlin.runtime.state.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which waiting runs start now. The plan's order holds among runs that want the same cores and
 * memory: a ready run takes them from an unready one that the plan put first only after it has been
 * ready for as long as the plan set between their starts. So one late input does not turn the plan
 * around, and one lost input does not stop the device. No clock of another device is needed.
 *
 * <p>Cost O(n^2) for n runs of the device.
 */
final class StartOrder {
  private static final Comparator<Run> PLAN_ORDER =
      Comparator.<Run>comparingLong(run -> run.assignment().startMillis())
          .thenComparing(Comparator.comparingInt((Run run) -> run.spec().priority()).reversed())
          .thenComparing(Run::key);

  private final long patienceMaxNanos;

  StartOrder(long patienceMaxNanos) {
    this.patienceMaxNanos = patienceMaxNanos;
  }

  static List<Run> inPlanOrder(Collection<Run> runs) {
    return runs.stream().sorted(PLAN_ORDER).toList();
  }

  /** Cores and memory that nothing runs on. */
  private record Free(int cores, long memoryBytes) {
    boolean fits(Run run) {
      return run.spec().cores() <= cores && run.spec().memoryBytes() <= memoryBytes;
    }

    Free without(Run run) {
      return new Free(cores - run.spec().cores(), memoryBytes - run.spec().memoryBytes());
    }
  }

  List<Run> choose(Collection<Run> runs, Member device, long nowNanos) {
    var free = new Free(device.cores(), device.memoryBytes());
    for (Run run : runs) {
      if (run.phase() != Run.Phase.WAITING) free = free.without(run);
    }
    var starting = new ArrayList<Run>();
    var ahead = new ArrayList<Run>();
    for (Run run : inPlanOrder(runs)) {
      if (run.phase() != Run.Phase.WAITING) continue;
      boolean ready = run.waitsFor() == null;
      if (ready && free.fits(run) && mayPass(run, ahead, free.without(run), nowNanos)) {
        starting.add(run);
        free = free.without(run);
      } else {
        ahead.add(run);
      }
    }
    return starting;
  }

  private boolean mayPass(Run run, List<Run> ahead, Free left, long nowNanos) {
    for (Run first : ahead) {
      if (left.fits(first)) continue;
      long gapMillis = run.assignment().startMillis() - first.assignment().startMillis();
      long patience = Math.min(Math.max(gapMillis, 0), patienceMaxNanos / 1_000_000) * 1_000_000;
      if (nowNanos - run.readySinceNanos() < patience) return false;
    }
    return true;
  }
}
