package io.dunlin.planner.portfolio;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.planner.Budget;
import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Effort;
import io.dunlin.planner.Placed;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Rule;
import io.dunlin.planner.Schedule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PortfolioPlannerTest {
  private static final Budget BUDGET = Budget.iterations(2_000, 1);

  private static Problem.Builder twoDrones() {
    return Problem.builder()
        .device(PlanDevice.named("d1", 1).cores(2).memoryBytes(100).has(Set.of("camera")).build())
        .device(PlanDevice.named("d2", 2).cores(1).memoryBytes(50).build())
        .links("d1", "d2", 0.1, 1000);
  }

  private static Schedule planned(Problem problem) {
    return ((PlanOutcome.Planned) new PortfolioPlanner().plan(problem, BUDGET)).schedule();
  }

  private static Schedule.Slot slot(Schedule schedule, String task) {
    return requireNonNull(schedule.byTask().get(task));
  }

  private static PlanOutcome.Infeasible refused(Problem problem) {
    return (PlanOutcome.Infeasible) new PortfolioPlanner().plan(problem, BUDGET);
  }

  @Test
  void placesByHardwareAndSpeed() {
    Problem problem =
        twoDrones()
            .task(PlanTask.named("scan", new Effort.Fixed(5)).needs(Set.of("camera")).build())
            .task(PlanTask.work("detect", 100))
            .edge(new DataEdge("scan", "detect", "frames", 1000))
            .build();
    Schedule schedule = planned(problem);
    assertThat(slot(schedule, "scan").device()).isEqualTo("d1");
    assertThat(slot(schedule, "detect").device()).isEqualTo("d2");
    assertThat(schedule.transfers())
        .singleElement()
        .satisfies(t -> assertThat(t.end()).isEqualTo(6.1));
    assertThat(schedule.makespan()).isEqualTo(56.1);
  }

  @Test
  void runsSeveralTasksAtOnceWithinCores() {
    Problem problem =
        twoDrones()
            .task(PlanTask.named("a", new Effort.Fixed(10)).pinned(Set.of("d1")).build())
            .task(PlanTask.named("b", new Effort.Fixed(10)).pinned(Set.of("d1")).build())
            .task(PlanTask.named("c", new Effort.Fixed(10)).pinned(Set.of("d1")).build())
            .build();
    assertThat(planned(problem).makespan()).isEqualTo(20);
  }

  @Test
  void namesTheHardwareThatIsMissing() {
    PlanOutcome.Infeasible why =
        refused(
            twoDrones()
                .task(PlanTask.named("scan", new Effort.Fixed(5)).needs(Set.of("lidar")).build())
                .build());
    assertThat(why.task()).isEqualTo("scan");
    assertThat(why.constraint()).isEqualTo("needs");
    assertThat(why.explanation()).contains("lidar");
  }

  @Test
  void namesMemoryCoresAndPins() {
    assertThat(
            refused(
                    twoDrones()
                        .task(PlanTask.named("t", new Effort.Fixed(1)).memoryBytes(101).build())
                        .build())
                .constraint())
        .isEqualTo("memory");
    assertThat(
            refused(
                    twoDrones()
                        .task(PlanTask.named("t", new Effort.Fixed(1)).cores(3).build())
                        .build())
                .constraint())
        .isEqualTo("cores");
    assertThat(
            refused(
                    twoDrones()
                        .task(
                            PlanTask.named("t", new Effort.Fixed(1))
                                .forbidden(Set.of("d1", "d2"))
                                .build())
                        .build())
                .constraint())
        .isEqualTo("forbidden");
  }

  @Test
  void namesTheRuleThatBinds() {
    Problem.Builder three = twoDrones();
    for (String name : List.of("a", "b", "c")) {
      three.task(PlanTask.work(name, 1));
    }
    three.rule(Rule.apart(List.of("a", "b", "c")));
    assertThat(refused(three.build()).constraint()).isEqualTo("apart");
    Problem.Builder torn =
        twoDrones()
            .task(PlanTask.named("a", new Effort.Fixed(1)).pinned(Set.of("d1")).build())
            .task(PlanTask.named("b", new Effort.Fixed(1)).pinned(Set.of("d2")).build())
            .rule(Rule.together(List.of("a", "b")));
    assertThat(refused(torn.build()).constraint()).isEqualTo("together");
  }

  @Test
  void namesTheLinkThatIsMissing() {
    Problem problem =
        Problem.builder()
            .device(PlanDevice.processor("a", 1))
            .device(PlanDevice.processor("b", 1))
            .task(PlanTask.named("t", new Effort.Fixed(1)).pinned(Set.of("a")).build())
            .task(PlanTask.named("u", new Effort.Fixed(1)).pinned(Set.of("b")).build())
            .edge(new DataEdge("t", "u", "x", 1))
            .build();
    assertThat(refused(problem).constraint()).isEqualTo("link");
  }

  @Test
  void relaysOverSeveralHops() {
    Problem problem =
        Problem.builder()
            .device(PlanDevice.processor("a", 1))
            .device(PlanDevice.processor("b", 1))
            .device(PlanDevice.processor("c", 1))
            .links("a", "b", 0, 10)
            .links("b", "c", 0, 10)
            .links("a", "c", 0, 1)
            .task(PlanTask.named("t", new Effort.Fixed(1)).pinned(Set.of("a")).build())
            .task(PlanTask.named("u", new Effort.Fixed(1)).pinned(Set.of("c")).build())
            .edge(new DataEdge("t", "u", "x", 10))
            .build();
    Schedule schedule = planned(problem);
    assertThat(schedule.transfers().getFirst().hops()).hasSize(2);
    assertThat(schedule.makespan()).isEqualTo(4);
  }

  @Test
  void keepsWhatRunsAndUsesWhatIsDone() {
    Problem problem =
        twoDrones()
            .task(PlanTask.named("scan", new Effort.Fixed(5)).needs(Set.of("camera")).build())
            .task(PlanTask.work("busy", 100))
            .task(PlanTask.work("detect", 10))
            .edge(new DataEdge("scan", "detect", "frames", 1000))
            .placed(Placed.done("scan", "d1", -5, 0))
            .placed(Placed.running("busy", "d2", -10, 40))
            .build();
    Schedule schedule = planned(problem);
    assertThat(schedule.byTask()).doesNotContainKey("scan");
    assertThat(slot(schedule, "busy").end()).isEqualTo(40);
    assertThat(slot(schedule, "detect")).satisfies(slot -> assertThat(slot.end()).isEqualTo(10));
  }

  @Test
  void runsAgainWhatNobodyHolds() {
    Problem problem =
        twoDrones()
            .task(PlanTask.named("scan", new Effort.Fixed(5)).build())
            .task(PlanTask.work("detect", 10))
            .edge(new DataEdge("scan", "detect", "frames", 1000))
            .placed(new Placed("scan", "gone", -5, 0, Placed.State.DONE, new TreeSet<>()))
            .build();
    assertThat(planned(problem).byTask()).containsKey("scan");
  }

  @Test
  void anEmptyProblemIsPlanned() {
    assertThat(planned(twoDrones().build()).makespan()).isZero();
  }
}
