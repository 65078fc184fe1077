package io.dunlin.bench.planner;

import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.check.ScheduleValidator;
import io.dunlin.planner.check.Violation;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Our planner as a user calls it: two threads, every schedule checked. */
final class Search implements AutoCloseable {
  static final int THREADS = 2;
  private static final long SEED = 1;

  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          THREADS - 1, Thread.ofPlatform().daemon().name("planner-", 1).factory());

  /** Plans and checks; throws where the validator finds anything. */
  PlanOutcome.Planned plan(String name, Problem problem, Duration limit) {
    return checked(name, problem, new PortfolioPlanner().plan(problem, budget(limit)));
  }

  Budget budget(Duration limit) {
    return new Budget(limit, System::nanoTime, SEED, Long.MAX_VALUE, workers, THREADS);
  }

  static PlanOutcome.Planned checked(String name, Problem problem, PlanOutcome outcome) {
    if (!(outcome instanceof PlanOutcome.Planned planned)) {
      throw new IllegalStateException(name + " was not planned: " + outcome);
    }
    List<Violation> violations = ScheduleValidator.validate(problem, planned.schedule());
    if (!violations.isEmpty()) {
      throw new IllegalStateException(name + ": broken schedule: " + violations.getFirst());
    }
    return planned;
  }

  double makespan(Case each, Duration limit) {
    return plan(each.name(), each.problem(), limit).schedule().makespan();
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
