package io.dunlin.planner.list;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Effort;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.compact.CompactProblem;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeterogeneousEarliestFinishTest {
  private static final double[][] SECONDS = {
    {14, 16, 9}, {13, 19, 18}, {11, 13, 19}, {13, 8, 17}, {12, 13, 10},
    {13, 16, 9}, {7, 15, 11}, {5, 11, 14}, {18, 12, 20}, {21, 7, 16}
  };

  private static final int[][] EDGES = {
    {1, 2, 18},
    {1, 3, 12},
    {1, 4, 9},
    {1, 5, 11},
    {1, 6, 14},
    {2, 8, 19},
    {2, 9, 16},
    {3, 7, 23},
    {4, 8, 27},
    {4, 9, 23},
    {5, 9, 13},
    {6, 8, 15},
    {7, 10, 17},
    {8, 10, 11},
    {9, 10, 13}
  };

  /** The worked example of the paper: ten tasks, three processors, unit rate. */
  static Problem paperExample() {
    Problem.Builder problem = Problem.builder();
    for (int d = 1; d <= 3; d++) {
      problem.device(PlanDevice.processor("p" + d, 1));
    }
    problem.links("p1", "p2", 0, 1).links("p1", "p3", 0, 1).links("p2", "p3", 0, 1);
    for (int t = 1; t <= 10; t++) {
      SortedMap<String, Double> seconds = new TreeMap<>();
      for (int d = 1; d <= 3; d++) {
        seconds.put("p" + d, SECONDS[t - 1][d - 1]);
      }
      problem.task(PlanTask.named("n" + t, new Effort.Measured(seconds)).build());
    }
    for (int[] edge : EDGES) {
      problem.edge(new DataEdge("n" + edge[0], "n" + edge[1], "", edge[2]));
    }
    return problem.build();
  }

  @Test
  void reproducesThePaper() {
    ListSchedule schedule =
        requireNonNull(
            new HeterogeneousEarliestFinish().schedule(CompactProblem.of(paperExample())));
    assertThat(schedule.makespan()).isEqualTo(80, within(1e-9));
    assertThat(schedule.device()).containsExactly(2, 0, 2, 1, 2, 1, 2, 0, 1, 1);
  }
}
