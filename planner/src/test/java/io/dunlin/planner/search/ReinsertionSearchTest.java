package io.dunlin.planner.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.planner.Home;
import io.dunlin.planner.Problem;
import io.dunlin.planner.RandomProblems;
import io.dunlin.planner.compact.CompactProblem;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

class ReinsertionSearchTest {

  @Property(tries = 60)
  void movesArePaidForExactly(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 60) int tasks,
      @ForAll @IntRange(min = 2, max = 5) int devices) {
    CompactProblem problem = withHomes(seed, tasks, devices, 0.5);
    ReinsertionSearch search = new ReinsertionSearch(problem, new SplittableRandom(seed));
    search.load(Orders.topological(problem), new int[tasks]);
    for (int i = 0; i < 200; i++) {
      search.step(1);
    }
    assertPriced(problem, search.best());
  }

  @Property(tries = 60)
  void movesAreTakenBackWhereNothingIsLost(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int tasks) {
    CompactProblem problem = withHomes(seed, tasks, 4, 1e6);
    ReinsertionSearch search = new ReinsertionSearch(problem, new SplittableRandom(seed));
    search.load(Orders.topological(problem), new int[tasks]);
    Candidate best = search.best();
    assertPriced(problem, best);
    assertThat(best.device()).isEqualTo(problem.home);
  }

  private static void assertPriced(CompactProblem problem, Candidate best) {
    SolutionGraph fresh = new SolutionGraph(problem);
    fresh.load(best.order(), best.device());
    double price = 0;
    for (int t = 0; t < problem.tasks; t++) {
      price += problem.home[t] == best.device()[t] ? 0 : problem.moveSeconds[t];
    }
    assertThat(best.cost().makespan()).isCloseTo(fresh.makespan(), within(problem));
    assertThat(best.cost().penalty()).isCloseTo(price, within(problem));
  }

  private static Offset<Double> within(CompactProblem problem) {
    double sum = 1 + Arrays.stream(problem.moveSeconds).sum();
    return Offset.offset(1e-9 * sum);
  }

  private static CompactProblem withHomes(long seed, int tasks, int devices, double price) {
    Random random = new Random(seed);
    Problem bare = RandomProblems.classical(seed, tasks, devices);
    Problem.Builder problem = Problem.builder().relaying(bare.relaying());
    bare.devices().forEach(problem::device);
    bare.links().forEach(problem::link);
    bare.tasks().forEach(problem::task);
    bare.edges().forEach(problem::edge);
    for (int t = 0; t < tasks; t++) {
      problem.home(new Home("t" + t, "d" + random.nextInt(devices), t, price));
    }
    return CompactProblem.of(problem.build());
  }
}
