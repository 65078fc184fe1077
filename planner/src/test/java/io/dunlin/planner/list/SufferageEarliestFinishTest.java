package io.dunlin.planner.list;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.planner.Effort;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.compact.CompactProblem;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SufferageEarliestFinishTest {
  private static PlanTask task(String name, double onA, double onB) {
    TreeMap<String, Double> seconds = new TreeMap<>();
    seconds.put("a", onA);
    seconds.put("b", onB);
    return PlanTask.named(name, new Effort.Measured(seconds)).build();
  }

  /** By rank the indifferent task goes first and takes the device that the other one needs. */
  @Test
  void whoWouldLoseMoreGoesFirst() {
    CompactProblem problem =
        CompactProblem.of(
            Problem.builder()
                .device(PlanDevice.processor("a", 1))
                .device(PlanDevice.processor("b", 1))
                .links("a", "b", 0, 1)
                .task(task("indifferent", 10, 10.5))
                .task(task("needs-a", 1, 15))
                .build());
    ListSchedule byRank = requireNonNull(new HeterogeneousEarliestFinish().schedule(problem));
    ListSchedule bySufferage = requireNonNull(new SufferageEarliestFinish().schedule(problem));
    assertThat(byRank.makespan()).isEqualTo(11);
    assertThat(bySufferage.makespan()).isEqualTo(10.5);
  }
}
