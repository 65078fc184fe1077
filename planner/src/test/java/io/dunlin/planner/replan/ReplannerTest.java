package io.dunlin.planner.replan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dunlin.planner.Budget;
import io.dunlin.planner.Placed;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.RandomProblems;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.check.ScheduleValidator;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReplannerTest {
  private static final Budget BUDGET = Budget.iterations(3_000, 1);

  private static Schedule planned(Problem problem) {
    return ((PlanOutcome.Planned) new PortfolioPlanner().plan(problem, BUDGET)).schedule();
  }

  private static PlanDevice slower(PlanDevice device, String name) {
    return device.name().equals(name) ? PlanDevice.processor(name, device.speed() / 4) : device;
  }

  @Property(tries = 40)
  void theKeptPlanKeepsAndIsValid(@ForAll long seed) {
    Problem problem = RandomProblems.classical(seed, 30, 4);
    Schedule before = planned(problem);
    Problem left =
        Residual.at(problem, before, before.makespan() * 0.3)
            .devices(device -> slower(device, "d0"))
            .problem();
    Schedule kept = ((PlanOutcome.Planned) new Replanner(0).keep(left)).schedule();
    assertThat(ScheduleValidator.validate(left, kept)).isEmpty();
    left.homes()
        .forEach(home ->
            assertThat(requireNonNull(kept.byTask().get(home.task())).device())
                .isEqualTo(home.device()));
  }

  @Property(tries = 40)
  void aLostDeviceIsSurvived(@ForAll long seed) {
    Problem problem = RandomProblems.classical(seed, 30, 4);
    Schedule before = planned(problem);
    Problem left =
        Residual.at(problem, before, before.makespan() * 0.4).lost(Set.of("d1")).problem();
    Replanner.Replanned replan = (Replanner.Replanned) new Replanner(0.01).replan(left, BUDGET);
    assertThat(ScheduleValidator.validate(left, replan.chosen())).isEmpty();
    assertThat(replan.chosen().makespan())
        .isLessThanOrEqualTo(replan.kept().makespan() * (1 + 1e-9));
  }

  @Property(tries = 20)
  void movesAreTakenOnlyWhenTheyPay(@ForAll long seed) {
    Problem problem = RandomProblems.classical(seed, 30, 4);
    Schedule before = planned(problem);
    Residual residual =
        Residual.at(problem, before, before.makespan() * 0.3)
            .devices(device -> slower(device, "d0"));
    Replanner.Replanned dear =
        (Replanner.Replanned)
            new Replanner(0.01).replan(residual.moveSeconds(task -> 1e6).problem(), BUDGET);
    assertThat(dear.moved()).isEmpty();
    Replanner.Replanned any =
        (Replanner.Replanned)
            new Replanner(0.01).replan(residual.moveSeconds(task -> 0.1).problem(), BUDGET);
    assertThat(any.adopted()).isEqualTo(any.gainSeconds() > 0.01 * any.kept().makespan());
    assertThat(any.adopted() ? any.gainSeconds() : 1).isPositive();
  }

  @Test
  void whatIsDoneStaysDone() {
    Problem problem = RandomProblems.classical(7, 30, 4);
    Schedule before = planned(problem);
    double now = before.makespan() * 0.5;
    Problem left = Residual.at(problem, before, now).problem();
    Schedule after = planned(left);
    for (Schedule.Slot slot : before.slots()) {
      if (slot.end() <= now) {
        assertThat(after.byTask()).doesNotContainKey(slot.task());
      }
    }
    for (Placed fact : left.placed()) {
      if (fact.state() == Placed.State.RUNNING) {
        Schedule.Slot slot = requireNonNull(after.byTask().get(fact.task()));
        assertThat(slot.device()).isEqualTo(fact.device());
        assertThat(slot.end()).isEqualTo(fact.end(), within(1e-12 * fact.end()));
      }
    }
  }

  @Test
  void aJobMovesOnlyWhenItSavesMoreThanItCosts() {
    assertThat(Dispatch.worthMoving(100, 50, 40, 0.05)).isTrue();
    assertThat(Dispatch.worthMoving(100, 50, 46, 0.05)).isFalse();
    assertThat(Dispatch.worthMoving(100, 50, 60, 0)).isFalse();
  }
}
