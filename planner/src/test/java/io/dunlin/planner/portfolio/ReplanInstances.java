package io.dunlin.planner.portfolio;

import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.list.HeterogeneousEarliestFinish;
import io.dunlin.planner.list.ListSchedule;
import io.dunlin.planner.replan.Replanner;
import io.dunlin.planner.replan.Residual;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The busiest device and its links become four times slower at 30 % of a run: how good the new plan
 * is against HEFT from scratch. Arguments: milliseconds, threads, price of a move as a share of the
 * makespan.
 */
final class ReplanInstances {
  private static final String[] SHAPES = {"LAYERED", "IN_TREE", "OUT_TREE"};

  private ReplanInstances() {}

  public static void main(String[] args) {
    int threads = Integer.parseInt(args[1]);
    double price = Double.parseDouble(args[2]);
    double sum = 0;
    double share = 0;
    double firstWorst = 0;
    double improvedWorst = 0;
    int count = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < 3; round++) {
        sum = 0;
        share = 0;
        firstWorst = 0;
        improvedWorst = 0;
        count = 0;
        for (int shape = 0; shape < SHAPES.length; shape++) {
          for (double ccr : new double[] {0.5, 1, 2, 5}) {
            Problem problem =
                LargeInstances.problem(
                    LargeInstances.Shape.valueOf(SHAPES[shape]), 500, 20, ccr, 11);
            Schedule plan =
                planned(new PortfolioPlanner().plan(problem, budget(300, pool, threads)));
            Problem left = left(problem, plan, price * plan.makespan());
            long begun = System.nanoTime();
            planned(new Replanner(0.01).keep(left));
            long first = System.nanoTime() - begun;
            begun = System.nanoTime();
            Replanner.Replanned again =
                (Replanner.Replanned)
                    new Replanner(0.01)
                        .replan(left, budget(Integer.parseInt(args[0]), pool, threads));
            long improved = System.nanoTime() - begun;
            CompactProblem compact = CompactProblem.of(left);
            ListSchedule heft =
                Objects.requireNonNull(new HeterogeneousEarliestFinish().schedule(compact));
            double ratio = again.chosen().makespan() / heft.makespan();
            double moved = again.adopted() ? (double) again.moved().size() / compact.tasks : 0;
            sum += Math.log(ratio);
            share += moved;
            count++;
            firstWorst = Math.max(firstWorst, first / 1e6);
            improvedWorst = Math.max(improvedWorst, improved / 1e6);
            if (round == 2) {
              System.out.printf(
                  Locale.ROOT,
                  "%-8s ccr %.1f  left %3d  kept/HEFT %.3f  chosen/HEFT %.3f  moved %2.0f %%  first %.1f ms  improved %.1f ms%n",
                  SHAPES[shape],
                  ccr,
                  compact.tasks,
                  again.kept().makespan() / heft.makespan(),
                  ratio,
                  100 * moved,
                  first / 1e6,
                  improved / 1e6);
            }
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "chosen/HEFT %.4f  moved %.0f %%  first at most %.1f ms  improved at most %.1f ms%n",
        Math.exp(sum / count),
        100 * share / count,
        firstWorst,
        improvedWorst);
  }

  private static Budget budget(int millis, ExecutorService pool, int threads) {
    return new Budget(
        Duration.ofMillis(millis), System::nanoTime, 1, Long.MAX_VALUE, pool, threads);
  }

  private static Schedule planned(PlanOutcome outcome) {
    return ((PlanOutcome.Planned) outcome).schedule();
  }

  private static Problem left(Problem problem, Schedule plan, double moveSeconds) {
    Map<String, Double> busy = new HashMap<>();
    for (Schedule.Slot slot : plan.slots()) {
      busy.merge(slot.device(), slot.end() - slot.start(), Double::sum);
    }
    String slow = busy.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return Residual.at(problem, plan, 0.3 * plan.makespan())
        .devices(device ->
            device.name().equals(slow) ? PlanDevice.processor(slow, device.speed() / 4) : device)
        .links(link ->
            link.from().equals(slow) || link.to().equals(slow)
                ? new PlanLink(
                    link.from(), link.to(), link.latencySeconds(), link.bytesPerSecond() / 4)
                : link)
        .moveSeconds(task -> moveSeconds)
        .problem();
  }
}
