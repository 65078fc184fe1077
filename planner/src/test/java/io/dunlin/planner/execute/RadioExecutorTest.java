package io.dunlin.planner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dunlin.planner.Budget;
import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Effort;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Radio;
import io.dunlin.planner.RandomProblems;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RadioExecutorTest {

  private static Schedule plan(Problem problem) {
    return ((PlanOutcome.Planned) new PortfolioPlanner().plan(problem, Budget.iterations(500, 1)))
        .schedule();
  }

  /** Two producers send 4 s each to one consumer's device: a classical plan forgets that. */
  @Test
  void twoTransfersToOneRadioTakeTurns() {
    Problem.Builder problem =
        Problem.builder()
            .task(PlanTask.named("a", new Effort.Work(1)).pinned(Set.of("x")).build())
            .task(PlanTask.named("b", new Effort.Work(1)).pinned(Set.of("y")).build())
            .task(PlanTask.named("c", new Effort.Work(1)).pinned(Set.of("z")).build())
            .edge(new DataEdge("a", "c", "", 4))
            .edge(new DataEdge("b", "c", "", 4));
    for (String device : new String[] {"x", "y", "z"}) {
      problem.device(PlanDevice.processor(device, 1));
    }
    problem.links("x", "z", 0, 1).links("y", "z", 0, 1);
    Problem blind = problem.build();
    Schedule promised = plan(blind);
    assertThat(promised.makespan()).isEqualTo(6);
    assertThat(RadioExecutor.makespan(blind, promised, RadioExecutor.Turn.FIRST_READY))
        .isEqualTo(10);
    Problem aware = problem.radio(Radio.HALF_DUPLEX).build();
    Schedule honest = plan(aware);
    assertThat(honest.makespan()).isEqualTo(10);
    assertThat(RadioExecutor.makespan(aware, honest, RadioExecutor.Turn.AS_BOOKED)).isEqualTo(10);
  }

  @Property(tries = 100)
  void whatIsPromisedOverBookedRadiosIsWhatHappens(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int tasks,
      @ForAll @IntRange(min = 1, max = 6) int devices) {
    Problem problem =
        RandomProblems.classical(seed, tasks, devices).toBuilder().radio(Radio.HALF_DUPLEX).build();
    Schedule schedule = plan(problem);
    assertThat(RadioExecutor.makespan(problem, schedule, RadioExecutor.Turn.AS_BOOKED))
        .isCloseTo(schedule.makespan(), within(0.01 * schedule.makespan()));
  }
}
