package io.dunlin.planner.portfolio;

import io.dunlin.planner.Budget;
import io.dunlin.planner.DataEdge;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Relaying;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.list.ListSchedule;
import io.dunlin.planner.list.ListScheduler;
import io.dunlin.planner.list.ListSchedulers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Big trees and layered graphs on many devices: how long the first plan takes and what the search
 * adds. Arguments: tasks, devices, milliseconds, threads.
 */
final class LargeInstances {
  private LargeInstances() {}

  /** Shapes of graphs. */
  enum Shape {
    IN_TREE,
    OUT_TREE,
    LAYERED
  }

  public static void main(String[] args) {
    int tasks = Integer.parseInt(args[0]);
    int devices = Integer.parseInt(args[1]);
    Duration limit = Duration.ofMillis(Long.parseLong(args[2]));
    int threads = Integer.parseInt(args[3]);
    for (int i = 0; i < 6; i++) {
      first(problem(Shape.LAYERED, Math.min(tasks, 2_000), devices, 1, i));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Shape shape : Shape.values()) {
        for (double ccr : new double[] {0.5, 2}) {
          Problem problem = problem(shape, tasks, devices, ccr, 7);
          long cpu = cpu();
          PlanOutcome.Planned first = first(problem);
          double millis = (cpu() - cpu) / 1e6;
          String searched = "";
          if (!limit.isZero()) {
            Budget budget = new Budget(limit, System::nanoTime, 1, Long.MAX_VALUE, pool, threads);
            double best =
                ((PlanOutcome.Planned) new PortfolioPlanner().plan(problem, budget))
                    .schedule()
                    .makespan();
            double list = bestList(problem);
            searched =
                String.format(
                    Locale.ROOT,
                    "best list/bound %.4f  searched/best list %.4f",
                    list / first.bound().seconds(),
                    best / list);
          }
          System.out.printf(
              Locale.ROOT,
              "%-8s ccr %.1f %6d tasks %3d devices  first plan %.0f ms CPU  heap %d MB  %s%n",
              shape,
              ccr,
              tasks,
              devices,
              millis,
              (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
              searched);
        }
      }
    }
  }

  private static PlanOutcome.Planned first(Problem problem) {
    return (PlanOutcome.Planned) new PortfolioPlanner().plan(problem, Budget.iterations(0, 1));
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double bestList(Problem problem) {
    CompactProblem compact = CompactProblem.of(problem);
    double best = Double.POSITIVE_INFINITY;
    for (ListScheduler scheduler : ListSchedulers.all().subList(0, 5)) {
      ListSchedule list = scheduler.schedule(compact);
      best = list == null ? best : Math.min(best, list.makespan());
    }
    return best;
  }

  static Problem problem(Shape shape, int tasks, int devices, double ccr, long seed) {
    Random random = new Random(seed);
    Problem.Builder problem = Problem.builder().relaying(Relaying.NEVER);
    for (int d = 0; d < devices; d++) {
      problem.device(PlanDevice.processor("d" + d, 0.5 + random.nextDouble()));
      for (int other = 0; other < d; other++) {
        problem.links("d" + other, "d" + d, 0, 0.5 + random.nextDouble());
      }
    }
    for (int t = 0; t < tasks; t++) {
      problem.task(PlanTask.work("t" + t, 0.1 + 2 * random.nextDouble()));
    }
    List<int[]> edges = new ArrayList<>();
    int width = Math.max(1, (int) (3 * Math.sqrt(tasks)));
    for (int t = 1; t < tasks; t++) {
      if (shape == Shape.LAYERED) {
        int layer = t / width;
        for (int i = 0; layer > 0 && i < 3; i++) {
          edges.add(new int[] {(layer - 1) * width + random.nextInt(width), t});
        }
      } else {
        int parent = (t - 1) / 3;
        edges.add(shape == Shape.OUT_TREE ? new int[] {parent, t} : new int[] {t, parent});
      }
    }
    TreeSet<Long> known = new TreeSet<>();
    for (int[] edge : edges) {
      if (known.add((long) edge[0] * tasks + edge[1])) {
        problem.edge(
            new DataEdge("t" + edge[0], "t" + edge[1], "", ccr * (0.1 + 2 * random.nextDouble())));
      }
    }
    return problem.build();
  }
}
