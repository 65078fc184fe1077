package io.dunlin.gateway.plan;

import io.dunlin.planner.Budget;
import io.dunlin.planner.LowerBound;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Radio;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.check.ScheduleValidator;
import io.dunlin.planner.check.Violation;
import io.dunlin.planner.format.FormatException;
import io.dunlin.planner.format.Instance;
import io.dunlin.planner.format.InstanceReader;
import io.dunlin.planner.format.ScheduleWriter;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plans one instance file after the other with the same budget. Not safe for several threads. */
final class InstanceRun implements AutoCloseable {
  /** The reader's own bound; a larger file is not even read. */
  private static final long FILE_BYTES_MAX = 256L << 20;

  /** What came of one file. */
  sealed interface Result {
    Path file();
  }

  /** A schedule. */
  record Done(
      Path file,
      int tasks,
      int nodes,
      Schedule plan,
      LowerBound bound,
      List<Violation> violations,
      double seconds,
      byte[] schedule)
      implements Result {
    String scheduleText() {
      return new String(schedule, StandardCharsets.UTF_8);
    }
  }

  /**
   * No schedule.
   *
   * @param line in the file, from 1; 0 where the whole file is meant
   * @param exit the exit code that belongs to it
   */
  record Refused(Path file, int line, int column, String constraint, String why, int exit)
      implements Result {
    /** {@code file:line:column: why}. */
    String text() {
      return file + (line > 0 ? ":" + line + ":" + column : "") + ": " + why;
    }
  }

  private final PortfolioPlanner planner = new PortfolioPlanner();
  private final ExecutorService workers;
  private final Duration timeLimit;
  private final int threads;
  private final long seed;
  private final Radio radio;
  private final boolean check;

  InstanceRun(Duration timeLimit, int threads, long seed, Radio radio, boolean check) {
    this.timeLimit = timeLimit;
    this.threads = threads;
    this.seed = seed;
    this.radio = radio;
    this.check = check;
    workers =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1), Thread.ofPlatform().daemon().name("planner-", 1).factory());
  }

  /**
   * Plans made-up instances first, so that the first of many real ones does not pay for the
   * compilation of the code. Nothing of it is kept.
   */
  void warmUp() {
    for (Problem each : WarmUp.problems(radio)) {
      planner.plan(each, budget(timeLimit.compareTo(WarmUp.EACH) < 0 ? timeLimit : WarmUp.EACH));
    }
  }

  Result run(Path file) throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      return new Refused(file, 0, 0, "", "larger than 256 MiB", Exit.INVALID);
    }
    Instance instance;
    try {
      instance = InstanceReader.read(Files.readAllBytes(file));
    } catch (FormatException e) {
      return new Refused(file, e.line(), e.column(), "", e.what(), Exit.INVALID);
    }
    Problem problem = instance.problem().toBuilder().radio(radio).build();
    long began = System.nanoTime();
    PlanOutcome outcome = planner.plan(problem, budget(timeLimit));
    double seconds = (System.nanoTime() - began) / 1e9;
    return switch (outcome) {
      case PlanOutcome.Planned(Schedule plan, LowerBound bound) ->
          new Done(
              file,
              problem.tasks().size(),
              problem.devices().size(),
              plan,
              bound,
              check ? ScheduleValidator.validate(problem, plan) : List.of(),
              seconds,
              ScheduleWriter.write(instance.name(), plan, bound, radio != Radio.NONE, seconds));
      case PlanOutcome.Infeasible why -> refused(file, instance, why);
    };
  }

  /**
   * A task that no node can take cannot be placed; data that has no way between nodes is a mistake
   * in the file.
   */
  private static Refused refused(Path file, Instance instance, PlanOutcome.Infeasible why) {
    Instance.Place place = instance.place(why.task());
    return new Refused(
        file,
        place.line(),
        place.column(),
        why.constraint(),
        "task \""
            + why.task()
            + "\" cannot be placed: "
            + why.constraint()
            + ": "
            + why.explanation(),
        why.constraint().equals("link") ? Exit.INVALID : Exit.CANNOT_BE_PLACED);
  }

  private Budget budget(Duration limit) {
    return new Budget(limit, System::nanoTime, seed, Long.MAX_VALUE, workers, threads);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
