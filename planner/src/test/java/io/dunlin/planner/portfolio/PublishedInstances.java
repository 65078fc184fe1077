package io.dunlin.planner.portfolio;

import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.check.ScheduleValidator;
import io.dunlin.planner.format.InstanceReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Plans all published instances of a directory and compares with its {@code peers.csv}: a tool to
 * judge a change of the search by. Arguments: directory, milliseconds, threads, seed, clock ({@code
 * wall} or {@code cpu}: each thread its own), then a regular expression for names.
 */
final class PublishedInstances {
  private static final double RATIO_MAX = 5;
  private static final int WORST_SHOWN = 12;

  /** One line of the table. */
  private record Row(
      String name, String family, int tasks, double makespan, double published, double known) {
    double toPublished() {
      return Math.min(RATIO_MAX, makespan / published);
    }

    double toKnown() {
      return Math.min(RATIO_MAX, makespan / known);
    }
  }

  private PublishedInstances() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    Duration limit = Duration.ofMillis(Long.parseLong(args[1]));
    int threads = Integer.parseInt(args[2]);
    long seed = Long.parseLong(args[3]);
    boolean cpu = args[4].equals("cpu");
    List<String[]> peers = peers(directory.resolve("peers.csv"), args.length > 5 ? args[5] : ".*");
    List<Row> rows = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      // Warm: what counts is the search, not the compiler.
      for (String[] peer : peers.subList(0, Math.min(8, peers.size()))) {
        LongSupplier clock = cpu ? cpuOfEachThread() : System::nanoTime;
        run(
            directory,
            peer,
            new Budget(limit.dividedBy(4), clock, 0, Long.MAX_VALUE, pool, threads));
      }
      for (String[] peer : peers) {
        LongSupplier clock = cpu ? cpuOfEachThread() : System::nanoTime;
        rows.add(
            run(directory, peer, new Budget(limit, clock, seed, Long.MAX_VALUE, pool, threads)));
      }
    }
    report(rows);
  }

  private static LongSupplier cpuOfEachThread() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    ThreadLocal<Long> since = ThreadLocal.withInitial(threads::getCurrentThreadCpuTime);
    return () -> threads.getCurrentThreadCpuTime() - since.get();
  }

  private static List<String[]> peers(Path file, String names) throws Exception {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(peer -> peer[0].matches(names))
        .toList();
  }

  private static Row run(Path directory, String[] peer, Budget budget) throws Exception {
    Problem problem =
        InstanceReader.read(Files.readAllBytes(directory.resolve(peer[0] + ".json"))).problem();
    PlanOutcome outcome = new PortfolioPlanner().plan(problem, budget);
    if (!(outcome instanceof PlanOutcome.Planned planned)
        || !ScheduleValidator.validate(problem, planned.schedule()).isEmpty()) {
      throw new IllegalStateException(peer[0] + " is not planned well: " + outcome);
    }
    return new Row(
        peer[0],
        peer[1],
        problem.tasks().size(),
        planned.schedule().makespan(),
        number(peer[6]),
        number(peer[9]));
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  private static void report(List<Row> rows) {
    Map<String, List<Row>> families = new TreeMap<>();
    for (Row row : rows) {
      families.computeIfAbsent(row.family(), absent -> new ArrayList<>()).add(row);
    }
    families.forEach((family, mine) -> print(family, mine));
    print("ALL", rows);
    rows.stream()
        .sorted(Comparator.comparingDouble(Row::toKnown).reversed())
        .filter(row -> !Double.isNaN(row.known()))
        .limit(WORST_SHOWN)
        .forEach(row ->
            System.out.printf(
                Locale.ROOT,
                "  %-48s %5d tasks  known %.4f  published %.4f%n",
                row.name(),
                row.tasks(),
                row.toKnown(),
                row.toPublished()));
  }

  private static void print(String name, List<Row> rows) {
    List<Row> known = rows.stream().filter(row -> !Double.isNaN(row.known())).toList();
    List<Row> published = rows.stream().filter(row -> !Double.isNaN(row.published())).toList();
    System.out.printf(
        Locale.ROOT,
        "%-20s %3d  published %.4f  worse %2d   known %.4f  equal or better %2d of %2d%n",
        name,
        rows.size(),
        mean(published.stream().mapToDouble(Row::toPublished)),
        published.stream().filter(row -> row.toPublished() > 1 + 1e-6).count(),
        mean(known.stream().mapToDouble(Row::toKnown)),
        known.stream().filter(row -> row.toKnown() <= 1 + 1e-6).count(),
        known.size());
  }

  private static double mean(DoubleStream ratios) {
    return Math.exp(ratios.map(Math::log).average().orElse(0));
  }
}
