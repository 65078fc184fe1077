package io.dunlin.planner.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.RandomProblems;
import io.dunlin.planner.check.ScheduleValidator;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.list.ListSchedule;
import io.dunlin.planner.list.ListScheduler;
import io.dunlin.planner.list.ListSchedulers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class PlannerPropertiesTest {

  @Property(tries = 300)
  void everyConstraintHoldsOrOneIsNamed(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 25) int tasks,
      @ForAll @IntRange(min = 1, max = 6) int devices) {
    Problem problem = RandomProblems.everything(seed, tasks, devices);
    switch (new PortfolioPlanner().plan(problem, Budget.iterations(300, seed))) {
      case PlanOutcome.Infeasible why -> {
        assertThat(why.constraint()).isNotEmpty();
        assertThat(problem.tasks()).anyMatch(task -> task.name().equals(why.task()));
      }
      case PlanOutcome.Planned planned -> {
        assertThat(ScheduleValidator.validate(problem, planned.schedule())).isEmpty();
        assertThat(planned.bound().seconds())
            .isLessThanOrEqualTo(planned.schedule().makespan() * (1 + 1e-9));
      }
    }
  }

  @Property(tries = 150)
  void theClassicalModelIsPlannedWithinItsRulesAndNeverWorseThanAnyList(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int tasks,
      @ForAll @IntRange(min = 1, max = 8) int devices) {
    Problem problem = RandomProblems.classical(seed, tasks, devices);
    PlanOutcome.Planned planned =
        (PlanOutcome.Planned) new PortfolioPlanner().plan(problem, Budget.iterations(2_000, seed));
    assertThat(ScheduleValidator.validate(problem, planned.schedule())).isEmpty();
    assertThat(planned.bound().seconds())
        .isLessThanOrEqualTo(planned.schedule().makespan() * (1 + 1e-9));
    CompactProblem compact = CompactProblem.of(problem);
    for (ListScheduler scheduler : ListSchedulers.all()) {
      ListSchedule list = scheduler.schedule(compact);
      assertThat(list).isNotNull();
      if (list != null) {
        assertThat(planned.schedule().makespan())
            .describedAs(scheduler.name())
            .isLessThanOrEqualTo(list.makespan() * (1 + 1e-9));
      }
    }
  }

  @Property(tries = 20)
  void sameSeedSamePlanOnAnyNumberOfPoolThreads(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int poolThreads) {
    Problem problem = RandomProblems.classical(seed, 30, 4);
    PlanOutcome alone = new PortfolioPlanner().plan(problem, budget(seed, null));
    try (ExecutorService pool = Executors.newFixedThreadPool(poolThreads)) {
      assertThat(new PortfolioPlanner().plan(problem, budget(seed, pool))).isEqualTo(alone);
    }
    assertThat(new PortfolioPlanner().plan(problem, budget(seed, null))).isEqualTo(alone);
  }

  private static Budget budget(long seed, @Nullable ExecutorService pool) {
    return new Budget(Duration.ofDays(1), () -> 0L, seed, 4_000, pool, 3);
  }
}
