package io.dunlin.planner.list;

import io.dunlin.planner.compact.CompactProblem;
import org.jspecify.annotations.Nullable;

/**
 * HEFT that looks at the two ready tasks of highest rank and places the one that would lose more
 * without its best device. Cost O(e · m). The parametric scheduler of upward rank, earliest finish,
 * insertion and sufferage in Coleman, Agrawal, Hirani, Krishnamachari, "Parameterized task graph
 * scheduling algorithm for comparing algorithmic components", arXiv 2403.07112, 2024.
 */
public final class SufferageEarliestFinish implements ListScheduler {
  private final Averages.Pairs pairs;

  public SufferageEarliestFinish() {
    this(Averages.Pairs.DISTINCT);
  }

  private SufferageEarliestFinish(Averages.Pairs pairs) {
    this.pairs = pairs;
  }

  /** With the means of SAGA, as {@link HeterogeneousEarliestFinish#likeSaga}. */
  public static SufferageEarliestFinish likeSaga() {
    return new SufferageEarliestFinish(Averages.Pairs.WITH_SELF);
  }

  @Override
  public String name() {
    return pairs == Averages.Pairs.DISTINCT ? "HEFT-sufferage" : "HEFT-sufferage-SAGA";
  }

  @Override
  public @Nullable ListSchedule schedule(CompactProblem problem) {
    PartialSchedule partial = new PartialSchedule(problem);
    ReadyByRank ready = new ReadyByRank(partial, new Averages(problem, pairs).upwardRank());
    for (Integer first = ready.take(); first != null; first = ready.take()) {
      int task = first;
      int device = partial.earliestEndDevice(first);
      Integer second = ready.take();
      if (second != null && device >= 0) {
        int other = partial.earliestEndDevice(second);
        boolean swaps = other >= 0 && loss(partial, second, other) > loss(partial, first, device);
        ready.putBack(swaps ? first : second);
        task = swaps ? second : first;
        device = swaps ? other : device;
      }
      if (device < 0) {
        return null;
      }
      ready.place(task, device);
    }
    return partial.result();
  }

  /** How much later the task would end without its best device; infinite if nowhere else. */
  private static double loss(PartialSchedule partial, int task, int best) {
    double second = Double.POSITIVE_INFINITY;
    for (int d = 0; d < partial.problem.devices; d++) {
      if (d != best) {
        second = Math.min(second, partial.earliestEnd(task, d));
      }
    }
    return second - partial.earliestEnd(task, best);
  }
}
