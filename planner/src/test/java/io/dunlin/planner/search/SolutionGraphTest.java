package io.dunlin.planner.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.planner.RandomProblems;
import io.dunlin.planner.compact.CompactProblem;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SolutionGraphTest {

  @Property(tries = 60)
  void whatTheWalkSaysIsWhatDecodingGives(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 80) int tasks,
      @ForAll @IntRange(min = 1, max = 6) int devices) {
    CompactProblem problem = CompactProblem.of(RandomProblems.classical(seed, tasks, devices));
    ReinsertionSearch search = new ReinsertionSearch(problem, new SplittableRandom(seed));
    search.load(Orders.topological(problem), new int[tasks]);
    FullDecoder decoder = new FullDecoder(problem);
    SolutionGraph fresh = new SolutionGraph(problem);
    for (int i = 0; i < 200; i++) {
      search.step(i % 3);
      if (i % 50 == 0) {
        search.refresh();
      }
      Candidate best = search.best();
      fresh.load(best.order(), best.device());
      assertThat(fresh.makespan()).isEqualTo(best.cost().makespan());
      decoder.decode(best.order(), best.device());
      // Decoding also fills gaps, hence may do better, never worse.
      assertThat(decoder.cost().makespan())
          .isLessThanOrEqualTo(best.cost().makespan() * (1 + 1e-9));
    }
  }

  @Property(tries = 60)
  void headsAndTailsFollowEveryMoveAndItsUndoing(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 60) int tasks,
      @ForAll @IntRange(min = 1, max = 5) int devices) {
    CompactProblem problem = CompactProblem.of(RandomProblems.classical(seed, tasks, devices));
    SplittableRandom random = new SplittableRandom(seed);
    SolutionGraph graph = new SolutionGraph(problem);
    graph.load(Orders.topological(problem), new int[tasks]);
    for (int i = 0; i < 100; i++) {
      int task = random.nextInt(tasks);
      int d = random.nextInt(devices);
      int index = 0;
      for (int k = 0; k < graph.length[d]; k++) {
        index += graph.position[graph.sequence[d][k]] < graph.position[task] ? 1 : 0;
      }
      graph.move(task, d, index, graph.position[task]);
      if (random.nextInt(3) == 0) {
        graph.undo(task);
      }
      SolutionGraph fresh = new SolutionGraph(problem);
      fresh.load(graph.order, graph.device);
      assertThat(graph.head).containsExactly(fresh.head);
      assertThat(graph.tail).containsExactly(fresh.tail);
    }
  }

  /** What the walk says is what its order and devices decode to, step by step. */
  @Property(tries = 60)
  void estimatedPlacesAreValidAndTheirCostIsExact(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 80) int tasks,
      @ForAll @IntRange(min = 1, max = 5) int devices) {
    CompactProblem problem = CompactProblem.of(RandomProblems.classical(seed, tasks, devices));
    EstimateSearch search = new EstimateSearch(problem, new SplittableRandom(seed));
    search.load(Orders.topological(problem), new int[tasks]);
    SolutionGraph fresh = new SolutionGraph(problem);
    for (int i = 0; i < 300; i++) {
      search.step(i % 5);
      if (i % 50 == 0) {
        search.refresh();
      }
      Candidate best = search.best();
      fresh.load(best.order(), best.device());
      assertThat(fresh.makespan()).isEqualTo(best.cost().makespan());
      int[] at = new int[tasks];
      for (int k = 0; k < tasks; k++) {
        at[best.order()[k]] = k;
      }
      for (int t = 0; t < tasks; t++) {
        for (int e = problem.predFrom[t]; e < problem.predFrom[t + 1]; e++) {
          assertThat(at[problem.predTask[e]]).isLessThan(at[t]);
        }
      }
    }
  }

  @Property(tries = 60)
  void headsAndTailsFollowEveryChange(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 60) int tasks,
      @ForAll @IntRange(min = 1, max = 5) int devices) {
    CompactProblem problem = CompactProblem.of(RandomProblems.classical(seed, tasks, devices));
    SplittableRandom random = new SplittableRandom(seed);
    SolutionGraph graph = new SolutionGraph(problem);
    graph.load(Orders.topological(problem), new int[tasks]);
    for (int i = 0; i < 100; i++) {
      int task = random.nextInt(tasks);
      int at = graph.position[task];
      graph.remove(task);
      if (random.nextInt(4) == 0) {
        graph.restore(task);
      } else {
        int d = random.nextInt(devices);
        int index = 0;
        while (index < graph.length[d] && graph.position[graph.sequence[d][index]] < at) {
          index++;
        }
        graph.insert(task, d, index, at);
      }
      SolutionGraph fresh = new SolutionGraph(problem);
      fresh.load(graph.order, graph.device);
      assertThat(graph.head).containsExactly(fresh.head);
      assertThat(graph.tail).containsExactly(fresh.tail);
    }
  }
}
