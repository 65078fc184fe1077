package io.dunlin.planner.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dunlin.planner.Budget;
import io.dunlin.planner.LowerBound;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.RandomProblems;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ExactSearchTest {
  private static final Budget BUDGET = Budget.iterations(50_000_000, 1);

  private static double optimum(Problem problem) {
    PlanOutcome.Planned planned =
        (PlanOutcome.Planned) new PortfolioPlanner().plan(problem, BUDGET);
    assertThat(planned.bound().kind()).isEqualTo(LowerBound.Kind.PROVED);
    return planned.schedule().makespan();
  }

  @Property(tries = 60)
  void findsWhatTryingEverythingFinds(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int tasks,
      @ForAll @IntRange(min = 1, max = 3) int devices) {
    Problem problem = RandomProblems.classical(seed, tasks, devices);
    double least = new Everything(CompactProblem.of(problem)).least();
    assertThat(optimum(problem)).isEqualTo(least, within(1e-9 * least));
  }

  @Property(tries = 40)
  void anotherDeviceNeverHurts(@ForAll long seed, @ForAll @IntRange(min = 2, max = 7) int tasks) {
    Problem problem = RandomProblems.classical(seed, tasks, 2);
    Problem.Builder more = problem.toBuilder().device(PlanDevice.processor("extra", 1.5));
    more.links("d0", "extra", 0, 1).links("d1", "extra", 0, 1);
    double before = optimum(problem);
    assertThat(optimum(more.build())).isLessThanOrEqualTo(before * (1 + 1e-9));
  }

  @Property(tries = 40)
  void aQuickerLinkNeverHurts(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 7) int tasks,
      @ForAll @IntRange(min = 0, max = 5) int which) {
    Problem problem = RandomProblems.classical(seed, tasks, 3);
    Problem.Builder quicker = Problem.builder().relaying(problem.relaying());
    problem.devices().forEach(quicker::device);
    problem.tasks().forEach(quicker::task);
    problem.edges().forEach(quicker::edge);
    for (int i = 0; i < problem.links().size(); i++) {
      PlanLink link = problem.links().get(i);
      double rate = link.bytesPerSecond() * (i == which ? 3 : 1);
      quicker.link(new PlanLink(link.from(), link.to(), link.latencySeconds(), rate));
    }
    double before = optimum(problem);
    assertThat(optimum(quicker.build())).isLessThanOrEqualTo(before * (1 + 1e-9));
  }

  /** Giving up early must never give up on a schedule that keeps the limit. */
  @Property(tries = 200)
  void aDecodeIsGivenUpOnlyWhenItsLimitIsExceeded(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 25) int tasks,
      @ForAll @IntRange(min = 1, max = 5) int devices) {
    CompactProblem problem = CompactProblem.of(RandomProblems.everything(seed, tasks, devices));
    SplittableRandom random = new SplittableRandom(seed);
    int[] device = random.ints(problem.tasks, 0, devices).toArray();
    int[] order = Orders.topological(problem);
    FullDecoder decoder = new FullDecoder(problem);
    decoder.decode(order, device);
    Cost whole = decoder.cost();
    decoder.decode(order, device, whole.makespan());
    assertThat(decoder.cost()).isEqualTo(whole);
    if (whole.makespan() > 0) {
      decoder.decode(order, device, whole.makespan() * 0.999);
      assertThat(decoder.cost().possible()).isFalse();
    }
  }

  /** Every order and every assignment, decoded one after the other. */
  private static final class Everything {
    private final CompactProblem problem;
    private final FullDecoder decoder;
    private final int[] order;
    private final int[] device;
    private double least = Double.POSITIVE_INFINITY;

    Everything(CompactProblem problem) {
      this.problem = problem;
      decoder = new FullDecoder(problem);
      order = new int[problem.tasks];
      device = new int[problem.tasks];
    }

    double least() {
      orders(0, new boolean[problem.tasks]);
      return least;
    }

    private void orders(int depth, boolean[] used) {
      if (depth == problem.tasks) {
        assignments(0);
        return;
      }
      for (int t = 0; t < problem.tasks; t++) {
        int[] preds =
            Arrays.copyOfRange(problem.predTask, problem.predFrom[t], problem.predFrom[t + 1]);
        if (!used[t] && Arrays.stream(preds).allMatch(p -> used[p])) {
          used[t] = true;
          order[depth] = t;
          orders(depth + 1, used);
          used[t] = false;
        }
      }
    }

    private void assignments(int task) {
      if (task == problem.tasks) {
        decoder.decode(order, device);
        least = Math.min(least, decoder.cost().makespan());
        return;
      }
      for (int d = 0; d < problem.devices; d++) {
        device[task] = d;
        assignments(task + 1);
      }
    }
  }
}
