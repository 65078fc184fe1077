package io.dunlin.planner.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Effort;
import io.dunlin.planner.Place;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Radio;
import io.dunlin.planner.Rule;
import io.dunlin.planner.Schedule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Breaks a good schedule in one way at a time; each break must be seen, under its name. */
class ScheduleValidatorTest {
  private static Problem.Builder problem() {
    return Problem.builder()
        .device(PlanDevice.named("a", 1).cores(2).memoryBytes(10).has(Set.of("camera")).build())
        .device(PlanDevice.named("b", 2).memoryBytes(10).build())
        .links("a", "b", 1, 10)
        .task(PlanTask.named("scan", new Effort.Fixed(5)).needs(Set.of("camera")).build())
        .task(PlanTask.named("look", new Effort.Work(4)).memoryBytes(6).release(1).build())
        .task(PlanTask.named("other", new Effort.Work(4)).memoryBytes(6).build())
        .edge(new DataEdge("scan", "look", "frames", 20));
  }

  private static Schedule.Transfer frames(double start) {
    return new Schedule.Transfer(
        "scan",
        "frames",
        new TreeSet<>(Set.of("look")),
        20,
        List.of(new Schedule.Hop("a", "b", start, start + 3)));
  }

  private static Schedule schedule(Schedule.Slot scan, Schedule.Slot look, Schedule.Slot other) {
    double last = Math.max(scan.end(), Math.max(look.end(), other.end()));
    return new Schedule(List.of(scan, look, other), List.of(frames(5)), last, 0);
  }

  private static final Schedule.Slot SCAN = new Schedule.Slot("scan", "a", 0, 5, 0);
  private static final Schedule.Slot LOOK = new Schedule.Slot("look", "b", 8, 10, 8);
  private static final Schedule.Slot OTHER = new Schedule.Slot("other", "a", 0, 4, 0);

  private static void assertBroken(Problem.Builder problem, Schedule schedule, String constraint) {
    assertThat(ScheduleValidator.validate(problem.build(), schedule))
        .extracting(Violation::constraint)
        .contains(constraint);
  }

  @Test
  void acceptsAGoodSchedule() {
    assertThat(ScheduleValidator.validate(problem().build(), schedule(SCAN, LOOK, OTHER)))
        .isEmpty();
  }

  @Test
  void seesHardwareAndRunTime() {
    Schedule.Slot onB = new Schedule.Slot("scan", "b", 0, 5, 0);
    assertBroken(problem(), schedule(onB, LOOK, OTHER), "needs");
    Schedule.Slot quick = new Schedule.Slot("scan", "a", 0, 4, 0);
    assertBroken(problem(), schedule(quick, LOOK, OTHER), "times");
  }

  @Test
  void seesDataThatIsNotThere() {
    Schedule.Slot early = new Schedule.Slot("look", "b", 7, 9, 7);
    assertBroken(problem(), schedule(SCAN, early, OTHER), "data");
    assertBroken(
        problem(), new Schedule(List.of(SCAN, LOOK, OTHER), List.of(frames(4)), 10, 0), "data");
    assertBroken(problem(), new Schedule(List.of(SCAN, LOOK, OTHER), List.of(), 10, 0), "data");
  }

  @Test
  void seesTooManyAtOnce() {
    Schedule.Slot same = new Schedule.Slot("other", "b", 9, 11, 0);
    assertBroken(problem(), schedule(SCAN, LOOK, same), "cores");
    Schedule.Slot lookOnA = new Schedule.Slot("look", "a", 5, 9, 5);
    Schedule.Slot late = new Schedule.Slot("other", "a", 6, 10, 0);
    assertBroken(problem(), schedule(SCAN, lookOnA, late), "memory");
  }

  @Test
  void seesBrokenRules() {
    assertBroken(
        problem().rule(Rule.together(List.of("look", "other"))),
        schedule(SCAN, LOOK, OTHER),
        "together");
    assertBroken(
        problem().rule(Rule.apart(List.of("scan", "other"))), schedule(SCAN, LOOK, OTHER), "apart");
  }

  @Test
  void seesADroneThatCannotBeThereYet() {
    Problem.Builder problem =
        Problem.builder()
            .device(PlanDevice.named("drone", 1).travels(new Place(0, 0), 10).build())
            .task(PlanTask.named("near", new Effort.Fixed(2)).at(new Place(30, 40)).build())
            .task(PlanTask.named("far", new Effort.Fixed(2)).at(new Place(30, 140)).build());
    Schedule.Slot near = new Schedule.Slot("near", "drone", 5, 7, 0);
    Schedule.Slot far = new Schedule.Slot("far", "drone", 17, 19, 0);
    assertThat(
            ScheduleValidator.validate(
                problem.build(), new Schedule(List.of(near, far), List.of(), 19, 0)))
        .isEmpty();
    Schedule.Slot hasty = new Schedule.Slot("far", "drone", 16, 18, 0);
    assertBroken(problem, new Schedule(List.of(near, hasty), List.of(), 18, 0), "travel");
  }

  @Test
  void seesPinsReadinessAndLateness() {
    Problem.Builder problem =
        Problem.builder()
            .device(PlanDevice.named("a", 1).readyAt(3).build())
            .device(PlanDevice.processor("b", 1))
            .task(
                PlanTask.named("t", new Effort.Fixed(2))
                    .pinned(Set.of("a"))
                    .deadline(4.0)
                    .priority(2)
                    .build());
    Schedule.Slot good = new Schedule.Slot("t", "a", 3, 5, 0);
    assertThat(
            ScheduleValidator.validate(
                problem.build(), new Schedule(List.of(good), List.of(), 5, 2)))
        .isEmpty();
    assertBroken(problem, new Schedule(List.of(good), List.of(), 5, 0), "makespan");
    Schedule.Slot early = new Schedule.Slot("t", "a", 2, 4, 0);
    assertBroken(problem, new Schedule(List.of(early), List.of(), 4, 0), "ready");
    Schedule.Slot elsewhere = new Schedule.Slot("t", "b", 0, 2, 0);
    assertBroken(problem, new Schedule(List.of(elsewhere), List.of(), 2, 0), "pinned");
  }

  @Test
  void seesARadioUsedTwice() {
    Problem.Builder radio =
        problem().radio(Radio.HALF_DUPLEX).edge(new DataEdge("other", "look", "x", 20));
    Schedule.Transfer second =
        new Schedule.Transfer(
            "other",
            "x",
            new TreeSet<>(Set.of("look")),
            20,
            List.of(new Schedule.Hop("a", "b", 4, 7)));
    Schedule both = new Schedule(List.of(SCAN, LOOK, OTHER), List.of(frames(5), second), 10, 0);
    assertBroken(radio, both, "radio");
  }

  @Test
  void seesMissingTasksAndWrongTotals() {
    assertBroken(problem(), new Schedule(List.of(SCAN, LOOK), List.of(frames(5)), 10, 0), "task");
    assertBroken(
        problem(), new Schedule(List.of(SCAN, LOOK, OTHER), List.of(frames(5)), 9, 0), "makespan");
  }
}
