package io.dunlin.planner.execute;

import io.dunlin.planner.Budget;
import io.dunlin.planner.Effort;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Radio;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.format.InstanceReader;
import io.dunlin.planner.list.HeterogeneousEarliestFinish;
import io.dunlin.planner.list.ListSchedule;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import io.dunlin.planner.search.FullDecoder;
import io.dunlin.planner.search.Orders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Executes HEFT's plans and radio-aware plans of published instances. Arguments: directory,
 * milliseconds, threads, seed, then a regular expression for names.
 */
final class RadioInstances {
  private RadioInstances() {}

  public static void main(String[] args) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(args[0]))) {
      files =
          all.filter(file -> file.toString().endsWith(".json"))
              .filter(file -> file.getFileName().toString().matches(args[4]))
              .sorted()
              .toList();
    }
    int threads = Integer.parseInt(args[2]);
    double sum = 0;
    double blind = 0;
    double off = 0;
    int count = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Path file : files) {
        Problem problem = InstanceReader.read(Files.readAllBytes(file)).problem();
        if (ratioOfCommunication(problem) < 0.45) {
          continue;
        }
        Schedule heft = heft(problem);
        double heftSeconds = RadioExecutor.makespan(problem, heft, RadioExecutor.Turn.FIRST_READY);
        Problem radio = problem.toBuilder().radio(Radio.HALF_DUPLEX).build();
        Budget budget =
            new Budget(
                Duration.ofMillis(Long.parseLong(args[1])),
                System::nanoTime,
                Long.parseLong(args[3]),
                Long.MAX_VALUE,
                pool,
                threads);
        Schedule plan =
            ((PlanOutcome.Planned) new PortfolioPlanner().plan(radio, budget)).schedule();
        double seconds = RadioExecutor.makespan(radio, plan, RadioExecutor.Turn.AS_BOOKED);
        System.out.printf(
            Locale.ROOT,
            "%-48s executed/HEFT executed %.3f  HEFT executed/promised %.2f  promised/executed %.4f%n",
            file.getFileName(),
            seconds / heftSeconds,
            heftSeconds / heft.makespan(),
            plan.makespan() / seconds);
        sum += Math.log(seconds / heftSeconds);
        blind += Math.log(heftSeconds / heft.makespan());
        off = Math.max(off, Math.abs(plan.makespan() / seconds - 1));
        count++;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d instances: executed/HEFT executed %.4f, HEFT executed/promised %.3f, promise off at most %.5f%n",
        count,
        Math.exp(sum / count),
        Math.exp(blind / count),
        off);
  }

  private static Schedule heft(Problem problem) {
    CompactProblem compact = CompactProblem.of(problem);
    ListSchedule list = Objects.requireNonNull(new HeterogeneousEarliestFinish().schedule(compact));
    return new FullDecoder(compact)
        .schedule(Orders.byStart(compact, list.start(), list.end()), list.device());
  }

  /** (mean size / mean rate) / (mean work / mean speed). */
  private static double ratioOfCommunication(Problem problem) {
    double size = problem.edges().stream().mapToDouble(edge -> edge.bytes()).average().orElse(0);
    double rate =
        problem.links().stream().mapToDouble(link -> link.bytesPerSecond()).average().orElse(1);
    double speed = problem.devices().stream().mapToDouble(d -> d.speed()).average().orElse(1);
    double work =
        problem.tasks().stream()
            .mapToDouble(t -> ((Effort.Work) t.effort()).seconds())
            .average()
            .orElse(1);
    return size / rate / (work / speed);
  }
}
