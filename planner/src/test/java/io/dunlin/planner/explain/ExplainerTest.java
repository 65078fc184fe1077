package io.dunlin.planner.explain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dunlin.planner.Budget;
import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Effort;
import io.dunlin.planner.Placed;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import io.dunlin.planner.replan.Dispatch;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static Problem.Builder problem() {
    return Problem.builder()
        .device(PlanDevice.named("a", 1).has(Set.of("camera")).build())
        .device(PlanDevice.processor("b", 2))
        .device(PlanDevice.named("c", 4).readyAt(30).build())
        .links("a", "b", 0, 10)
        .links("a", "c", 0, 10)
        .links("b", "c", 0, 10)
        .task(PlanTask.named("scan", new Effort.Fixed(5)).needs(Set.of("camera")).build())
        .task(PlanTask.work("look", 20))
        .edge(new DataEdge("scan", "look", "frames", 10));
  }

  private static Schedule planned(Problem problem) {
    return ((PlanOutcome.Planned) new PortfolioPlanner().plan(problem, Budget.iterations(1_000, 1)))
        .schedule();
  }

  @Test
  void ranksWhatWouldComeOfEachDevice() {
    Problem problem = problem().build();
    List<Alternative> look = Explainer.of(problem, planned(problem)).alternatives("look");
    assertThat(look).extracting(Alternative::device).containsExactly("b", "a", "c");
    assertThat(look.getFirst()).isEqualTo(new Alternative.Possible("b", 16, 16, 0));
    List<Alternative> scan = Explainer.of(problem, planned(problem)).alternatives("scan");
    assertThat(scan.getFirst().device()).isEqualTo("a");
    assertThat(scan.get(1)).isInstanceOf(Alternative.Refused.class);
  }

  @Test
  void aJobGoesToWhereItEndsFirst() {
    Problem problem =
        problem()
            .task(PlanTask.work("busy", 1))
            .placed(Placed.done("scan", "a", -5, 0))
            .placed(Placed.running("busy", "b", -1, 12))
            .build();
    List<Alternative> ends = Dispatch.rank(problem, "look");
    assertThat(ends).extracting(Alternative::device).containsExactly("a", "b", "c");
    assertThat(ends.getFirst()).isEqualTo(new Alternative.Possible("a", 20, 20, 0));
  }

  @Test
  void slackIsZeroOnALongestPathAndPositiveElsewhere() {
    Problem problem =
        problem()
            .task(PlanTask.named("idle", new Effort.Fixed(1)).forbidden(Set.of("b")).build())
            .build();
    Schedule schedule = planned(problem);
    SortedMap<String, Double> slack = Slack.of(problem, schedule);
    assertThat(requireNonNull(slack.get("scan"))).isEqualTo(0, within(1e-9));
    assertThat(requireNonNull(slack.get("look"))).isEqualTo(0, within(1e-9));
    assertThat(requireNonNull(slack.get("idle"))).isPositive();
  }
}
