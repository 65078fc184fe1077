package io.dunlin.bench.planner;

import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How time and quality grow with size, on made-up trees and layered graphs. */
final class Scale {
  private static final int DEVICES = 100;
  private static final double CCR = 1;

  private final Search search;
  private final Run run;
  private final List<Measurement> found = new ArrayList<>();

  Scale(Search search, Run run) {
    this.search = search;
    this.run = run;
  }

  List<Measurement> measure() throws IOException, InterruptedException {
    if (run.wants("scale.first")) first();
    if (run.wants("scale.gain")) gain();
    if (run.wants("scale.huge") && !run.quick()) huge();
    return found;
  }

  /** Processor time to the first valid plan, after warming up. */
  private void first() {
    for (int tasks : new int[] {1_000, 3_000, 10_000, 30_000}) {
      if (run.quick() && tasks > 10_000) break;
      Problem problem = Graphs.layered(tasks, DEVICES, CCR, tasks);
      double[] seconds = new double[5];
      for (int i = 0; i < 3; i++) cpuSeconds(problem);
      for (int i = 0; i < seconds.length; i++) seconds[i] = cpuSeconds(problem);
      Arrays.sort(seconds);
      double median = seconds[seconds.length / 2];
      Measurement whole = Measurement.of("scale.first." + tasks + "x" + DEVICES, "s", median);
      found.add(tasks == 10_000 ? whole.atMost(0.15) : whole);
      found.add(Measurement.of("scale.first.per-task." + tasks, "us", median / tasks * 1e6));
    }
  }

  private static double cpuSeconds(Problem problem) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Search.checked("scale", problem, list(problem));
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return (after - before) / 1e9;
  }

  private static PlanOutcome list(Problem problem) {
    return new PortfolioPlanner().plan(problem, Budget.iterations(0, 1));
  }

  /** What ten seconds of search gain over the best list plan. */
  private void gain() {
    int tasks = run.sized(2_500, 10_000);
    Duration limit = Duration.ofSeconds(run.sized(1, 10));
    var ratios = new Ratios();
    for (int seed = 0; seed < run.sized(1, 3); seed++) {
      for (boolean tree : new boolean[] {true, false}) {
        Problem problem =
            tree
                ? Graphs.inTree(tasks, DEVICES, CCR, seed)
                : Graphs.layered(tasks, DEVICES, CCR, seed);
        String name = (tree ? "in-tree " : "layered ") + seed;
        double list = Search.checked(name, problem, list(problem)).schedule().makespan();
        double searched = search.plan(name, problem, limit).schedule().makespan();
        run.say(String.format("planner: %s: list %.4f, searched %.4f", name, list, searched));
        ratios.add(name, searched, list);
      }
    }
    found.add(
        Measurement.of("scale.gain." + tasks + "x" + DEVICES, "", ratios.mean())
            .against("the best list plan", 1)
            .ratioAtMost(0.98));
  }

  /** In a JVM of its own that has one gigabyte: it holds, or it dies. */
  private void huge() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Huge.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (child.waitFor() != 0) throw new IOException("100,000 tasks did not fit into 1 GB: " + said);
    found.add(Measurement.of("scale.huge.100000x100.1GB", "s", Double.parseDouble(said)).atMost(3));
  }

  /** The child: prints the seconds to the first valid plan, the second time it is asked. */
  static final class Huge {
    private Huge() {}

    public static void main(String[] args) {
      // Code is compiled on a smaller one first.
      for (int i = 0; i < 3; i++) list(Graphs.layered(10_000, DEVICES, CCR, i));
      Problem problem = Graphs.layered(100_000, DEVICES, CCR, 7);
      long began = System.nanoTime();
      if (!(list(problem) instanceof PlanOutcome.Planned))
        throw new IllegalStateException("no plan");
      System.out.println((System.nanoTime() - began) / 1e9);
    }
  }
}
