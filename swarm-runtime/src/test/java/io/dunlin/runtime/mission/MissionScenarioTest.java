package io.dunlin.runtime.mission;

import static io.dunlin.runtime.mission.Tasks.mission;
import static io.dunlin.runtime.mission.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.MissionStatus;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.TaskSpec.OnLost;
import io.dunlin.runtime.state.TaskSpec.PartitionPolicy;
import io.dunlin.runtime.task.TaskMachine;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MissionScenarioTest {
  private final Swarm swarm = new Swarm();

  private static Mission survey() {
    return mission(
        "survey",
        task("photos-a").has("camera").seconds(4).gives("frames"),
        task("photos-b").has("camera").seconds(4).gives("frames"),
        task("scan").has("lidar").seconds(3).gives("cloud"),
        task("detect-a").takes("frames", "photos-a", "frames").work(4).gives("hits"),
        task("detect-b").takes("frames", "photos-b", "frames").work(4).gives("hits"),
        task("merge")
            .takes("a", "detect-a", "hits")
            .takes("b", "detect-b", "hits")
            .takes("cloud", "scan", "cloud")
            .seconds(1)
            .gives("all"),
        task("publish").action(MissionProgress.PUBLISH).takes("all", "merge", "all").seconds(1));
  }

  private MissionStatus status(Rig at, String mission) {
    return Objects.requireNonNull(at.view().statuses().get(mission), "no status yet");
  }

  private boolean is(Rig at, String mission, MissionStatus.State state) {
    MissionStatus status = at.view().statuses().get(mission);
    return status != null && status.state() == state;
  }

  private MissionProgress progress(Rig at, Mission mission) {
    LiveMission live = Objects.requireNonNull(at.view().missions().get(mission.name()));
    return MissionProgress.of(at.view(), live);
  }

  private TaskProgress taskOf(Rig at, Mission mission, String name) {
    return progress(at, mission).task(name);
  }

  private static SortedSet<ReplicaId> ran(List<Rig> rigs, String task) {
    var devices = new TreeSet<ReplicaId>();
    for (Rig rig : rigs) {
      if (rig.started().stream().anyMatch(r -> r.attempt().task().equals(task))) {
        devices.add(rig.id());
      }
    }
    return devices;
  }

  @Test
  void aMissionIsPlannedRunAndDone() {
    Rig gateway = swarm.add("gateway", 1, 2).gateway();
    Rig a = swarm.add("a", 1, 1, "camera");
    swarm.add("b", 2, 1, "camera", "lidar");
    swarm.run(3);
    Mission survey = survey();
    swarm.submit(gateway, survey);

    assertThat(swarm.runUntil(60, () -> is(a, "survey", MissionStatus.State.DONE))).isTrue();

    for (Rig rig : swarm.rigs()) {
      for (TaskProgress task : progress(rig, survey).tasks().values()) {
        assertThat(task.attempts()).as(task.spec().name()).hasSize(1);
      }
    }
    MissionStatus status = status(gateway, "survey");
    assertThat(status.predictedMillis()).isPositive();
    assertThat(status.measuredMillis()).isBetween(8_000L, 25_000L);
    assertThat(ran(swarm.rigs(), "publish")).containsExactly(gateway.id());
  }

  @Test
  void theMostCapableDeviceOfAnIslandPlansAlone() {
    swarm.add("slow", 1, 1);
    Rig fast = swarm.add("fast", 3, 2);
    Rig other = swarm.add("other", 1, 4);
    swarm.run(3);
    swarm.submit(other, mission("m", task("t").seconds(5)));
    swarm.run(3);

    assertThat(other.view().plans().keySet()).containsExactly(fast.id());
  }

  @Test
  void aPartitionHasTwoCoordinatorsAndOneResultAfterwards() {
    Rig a = swarm.add("a", 3, 1);
    Rig b = swarm.add("b", 2, 1, "camera");
    Rig c = swarm.add("c", 1, 1, "camera");
    swarm.run(3);
    Mission m =
        mission(
            "m",
            task("one").has("camera").seconds(30).gives("x"),
            task("two").takes("x", "one", "x").work(8).gives("y"));
    swarm.submit(a, m);
    assertThat(swarm.runUntil(10, () -> !taskOf(a, m, "one").attempts().isEmpty())).isTrue();
    Rig runner = swarm.rig(taskOf(a, m, "one").attempts().firstKey().device());
    Rig[] others = swarm.rigs().stream().filter(r -> r != runner).toArray(Rig[]::new);
    swarm.split(1, runner);

    assertThat(swarm.runUntil(60, () -> runner.view().plans().containsKey(runner.id())))
        .as("it plans for itself")
        .isTrue();
    assertThat(others[0].view().plans().keySet()).containsExactly(a.id());
    assertThat(swarm.runUntil(90, () -> taskOf(others[0], m, "one").done())).isTrue();
    assertThat(swarm.runUntil(90, () -> taskOf(runner, m, "one").done())).isTrue();
    swarm.heal();
    assertThat(swarm.runUntil(90, () -> is(c, "m", MissionStatus.State.DONE))).isTrue();
    swarm.run(5);

    TaskProgress one = taskOf(b, m, "one");
    long done =
        one.attempts().values().stream().filter(t -> t.state() == Attempt.State.DONE).count();
    assertThat(done).as("both islands ran it").isEqualTo(2);
    for (Rig rig : swarm.rigs()) {
      AttemptKey counts = Objects.requireNonNull(taskOf(rig, m, "one").result()).key();
      assertThat(counts).isEqualTo(new AttemptKey("m", counts.revision(), "one", 1, runner.id()));
    }
  }

  @Test
  void aLostDevicesTaskIsGivenToAnother() {
    Rig a = swarm.add("a", 2, 1);
    Rig b = swarm.add("b", 1, 1, "camera");
    Rig c = swarm.add("c", 1, 1, "camera");
    swarm.run(3);
    Mission m = mission("m", task("t").has("camera").seconds(20).lostAfter(5).gives("x"));
    swarm.submit(a, m);
    assertThat(swarm.runUntil(10, () -> b.running().size() + c.running().size() == 1)).isTrue();
    Rig first = b.running().isEmpty() ? c : b;
    Rig second = first == b ? c : b;
    swarm.run(2);
    first.kill();

    swarm.run(4);
    assertThat(a.view().lost()).as("not lost before its time").isEmpty();
    assertThat(swarm.runUntil(5, () -> !second.running().isEmpty())).isTrue();
    AttemptKey lost = a.view().lost().firstKey();
    assertThat(lost.device()).isEqualTo(first.id());
    assertThat(second.started().getFirst().attempt().n()).isEqualTo(2);
    assertThat(swarm.runUntil(40, () -> is(a, "m", MissionStatus.State.DONE))).isTrue();

    first.restart();
    swarm.run(5);
    Attempt old = Objects.requireNonNull(first.view().attempts().get(lost));
    assertThat(old.state()).isEqualTo(Attempt.State.FAILED);
    assertThat(old.message()).isEqualTo(TaskMachine.RESTARTED);
    assertThat(Objects.requireNonNull(taskOf(first, m, "t").result()).key().device())
        .isEqualTo(second.id());
    assertThat(first.started()).as("nothing is run again").hasSize(1);
  }

  @Test
  void aTaskThatWaitsForItsDeviceIsNotGivenAway() {
    Rig a = swarm.add("a", 2, 1);
    Rig b = swarm.add("b", 1, 1, "camera");
    Rig c = swarm.add("c", 1, 1, "camera");
    swarm.run(3);
    Mission m = mission("m", task("t").has("camera").seconds(20).lostAfter(2).onLost(OnLost.WAIT));
    swarm.submit(a, m);
    assertThat(swarm.runUntil(10, () -> b.running().size() + c.running().size() == 1)).isTrue();
    Rig first = b.running().isEmpty() ? c : b;
    first.kill();
    swarm.run(15);
    assertThat(a.view().lost()).isEmpty();
    assertThat(status(a, "m").reason()).contains("silent device");

    first.restart();
    assertThat(swarm.runUntil(60, () -> is(a, "m", MissionStatus.State.DONE))).isTrue();
  }

  @Test
  void anAbandonedTaskFailsTheMission() {
    Rig a = swarm.add("a", 2, 1);
    Rig b = swarm.add("b", 1, 1, "camera");
    swarm.run(3);
    Mission m =
        mission("m", task("t").has("camera").seconds(20).lostAfter(2).onLost(OnLost.ABANDON));
    swarm.submit(a, m);
    assertThat(swarm.runUntil(10, () -> !b.running().isEmpty())).isTrue();
    b.kill();
    assertThat(swarm.runUntil(15, () -> is(a, "m", MissionStatus.State.FAILED))).isTrue();
    assertThat(status(a, "m").reason()).contains("abandoned");
  }

  @Test
  void aFailedTaskIsTriedAgainAsOftenAsAllowed() {
    Rig a = swarm.add("a", 1, 1);
    a.failing("t");
    swarm.run(3);
    Mission m = mission("m", task("t").retries(2), task("u").after("t"));
    swarm.submit(a, m);

    assertThat(swarm.runUntil(30, () -> is(a, "m", MissionStatus.State.FAILED))).isTrue();
    assertThat(a.started()).extracting(r -> r.attempt().n()).containsExactly(1, 2, 3);
    assertThat(status(a, "m").reason()).contains("task t failed 3 times: broken on purpose");
    swarm.run(10);
    assertThat(a.started()).as("and no more").hasSize(3);
  }

  @Test
  void aFailedTaskThatRecoversIsDone() {
    Rig a = swarm.add("a", 1, 1);
    a.failing("t");
    swarm.run(3);
    swarm.submit(a, mission("m", task("t").retries(2)));
    assertThat(swarm.runUntil(30, () -> a.started().size() == 1)).isTrue();
    a.healthy("t");
    assertThat(swarm.runUntil(30, () -> is(a, "m", MissionStatus.State.DONE))).isTrue();
  }

  @Test
  void aCancelledMissionStopsEverywhere() {
    Rig a = swarm.add("a", 2, 1);
    Rig b = swarm.add("b", 1, 1, "camera");
    swarm.run(3);
    Mission m = mission("m", task("t").has("camera").seconds(60));
    swarm.submit(a, m);
    assertThat(swarm.runUntil(10, () -> !b.running().isEmpty())).isTrue();
    AttemptKey key = b.running().firstKey();
    swarm.cancel(a, m);
    swarm.run(3);

    assertThat(b.running()).isEmpty();
    assertThat(Objects.requireNonNull(a.view().attempts().get(key)).state())
        .isEqualTo(Attempt.State.CANCELLED);
    assertThat(status(a, "m").state()).isEqualTo(MissionStatus.State.CANCELLED);
  }

  @Test
  void aNeedThatNobodyHasIsNamed() {
    Rig a = swarm.add("a", 1, 1);
    swarm.run(3);
    swarm.submit(a, mission("m", task("t").has("sonar"), task("u").seconds(1)));
    assertThat(swarm.runUntil(5, () -> a.started().size() == 1)).as("the rest runs").isTrue();
    assertThat(status(a, "m").reason()).contains("task t no known member has sonar");

    assertThat(swarm.runUntil(20, () -> is(a, "m", MissionStatus.State.FAILED))).isTrue();
    swarm.add("b", 1, 1, "sonar");
    assertThat(swarm.runUntil(20, () -> is(a, "m", MissionStatus.State.DONE)))
        .as("a member that can do it turns up")
        .isTrue();
  }

  @Test
  void aNeedThatOnlyAnAbsentMemberHasIsWaitedFor() {
    Rig a = swarm.add("a", 2, 1);
    Rig b = swarm.add("b", 1, 1, "sonar");
    swarm.run(3);
    b.kill();
    swarm.run(1);
    swarm.submit(a, mission("m", task("t").has("sonar")));
    swarm.run(15);
    assertThat(status(a, "m").state()).isEqualTo(MissionStatus.State.WAITING);
    assertThat(status(a, "m").reason()).contains("absent member").contains("sonar");

    b.restart();
    assertThat(swarm.runUntil(20, () -> is(a, "m", MissionStatus.State.DONE))).isTrue();
  }

  @Test
  void aPlanMadeInIgnoranceOfARunIsRefusedAndMadeAgain() {
    Rig a = swarm.add("a", 2, 1);
    Rig b = swarm.add("b", 1, 1, "camera");
    swarm.run(3);
    Mission m = mission("m", task("t").has("camera").seconds(30));
    swarm.submit(a, m);
    assertThat(swarm.runUntil(10, () -> !b.running().isEmpty())).isTrue();
    AttemptKey running = b.running().firstKey();
    Plan now = Objects.requireNonNull(a.view().plans().get(a.id()));
    var blind =
        new Plan(
            now.epoch() + 1,
            now.coordinator(),
            now.atMillis(),
            now.members(),
            now.missions(),
            new java.util.TreeMap<>(),
            List.of(),
            0);
    a.write(blind.put());
    swarm.run(1);

    assertThat(b.reported("task.plan.refused")).isTrue();
    assertThat(b.running()).containsKey(running);
    assertThat(swarm.runUntil(5, () -> names(a, running))).as("a plan that names it").isTrue();
    assertThat(swarm.runUntil(40, () -> is(a, "m", MissionStatus.State.DONE))).isTrue();
    assertThat(b.started()).hasSize(1);
  }

  private boolean names(Rig at, AttemptKey key) {
    Plan plan = at.view().plans().get(at.id());
    return plan != null && plan.assignments().stream().anyMatch(t -> t.attempt().equals(key));
  }

  @Test
  void aTaskThatNeedsAQuorumWaitsInTheSmallerIsland() {
    Rig a = swarm.add("a", 3, 1);
    Rig b = swarm.add("b", 2, 1, "sonar");
    swarm.add("c", 1, 1);
    swarm.add("d", 1, 1);
    swarm.run(3);
    swarm.split(1, b);
    swarm.run(3);
    Mission m = mission("m", task("t").has("sonar").policy(PartitionPolicy.NEED_QUORUM));
    swarm.submit(b, m);
    swarm.run(10);
    assertThat(b.started()).isEmpty();
    assertThat(status(b, "m").reason()).contains("majority of the swarm: 1 of 4");

    swarm.heal();
    assertThat(swarm.runUntil(20, () -> is(a, "m", MissionStatus.State.DONE))).isTrue();
  }

  @Test
  void aTaskThatHoldsWaitsForAGateway() {
    Rig gateway = swarm.add("gateway", 3, 1).gateway();
    Rig b = swarm.add("b", 2, 1, "sonar");
    swarm.run(3);
    swarm.split(1, b);
    swarm.run(3);
    swarm.submit(b, mission("m", task("t").has("sonar").policy(PartitionPolicy.HOLD)));
    swarm.run(8);
    assertThat(b.started()).isEmpty();
    swarm.heal();
    assertThat(swarm.runUntil(20, () -> is(gateway, "m", MissionStatus.State.DONE))).isTrue();
  }

  @Test
  void aLostOutputIsMadeAgain() {
    Rig a = swarm.add("a", 2, 1, "sonar");
    Rig b = swarm.add("b", 1, 1, "camera");
    Rig c = swarm.add("c", 1, 1, "camera");
    swarm.run(3);
    Mission m =
        mission(
            "m",
            task("photos").has("camera").seconds(2).lostAfter(3).gives("frames"),
            task("long").has("sonar").seconds(20),
            task("use").has("sonar").takes("f", "photos", "frames").after("long").seconds(1));
    swarm.submit(a, m);
    assertThat(swarm.runUntil(10, () -> taskOf(a, m, "photos").done())).isTrue();
    Attempt photos = Objects.requireNonNull(taskOf(a, m, "photos").result());
    Rig maker = swarm.rig(photos.key().device());
    assertThat(a.has(photos.outputs().getFirst().hash())).as("fetched too early").isFalse();
    maker.kill();

    assertThat(swarm.runUntil(60, () -> is(a, "m", MissionStatus.State.DONE))).isTrue();
    assertThat(b.started().size() + c.started().size()).as("made twice").isEqualTo(2);
  }

  @Test
  void whatWasPublishedStaysTheResult() {
    Rig gateway = swarm.add("gateway", 3, 2).gateway();
    Rig b = swarm.add("b", 1, 1, "camera");
    Rig c = swarm.add("c", 1, 1, "camera");
    swarm.run(3);
    Mission m =
        mission(
            "m",
            task("photos").has("camera").seconds(15).lostAfter(3).gives("frames"),
            task("publish")
                .action(MissionProgress.PUBLISH)
                .takes("f", "photos", "frames")
                .seconds(1));
    swarm.submit(gateway, m);
    assertThat(swarm.runUntil(10, () -> b.running().size() + c.running().size() == 1)).isTrue();
    Rig first = b.running().isEmpty() ? c : b;
    Rig second = first == b ? c : b;
    // Cut off while it runs, it ends its attempt (n = 1) alone; the others publish n = 2.
    swarm.split(1, first);
    assertThat(swarm.runUntil(60, () -> is(gateway, "m", MissionStatus.State.DONE))).isTrue();
    swarm.heal();
    swarm.run(10);

    TaskProgress photos = taskOf(first, m, "photos");
    assertThat(photos.attempts().values())
        .filteredOn(t -> t.state() == Attempt.State.DONE)
        .hasSize(2);
    assertThat(Objects.requireNonNull(photos.result()).key().device()).isEqualTo(second.id());
  }

  @Test
  void aJoiningDeviceIsUsed() {
    Rig a = swarm.add("a", 1, 1);
    swarm.run(3);
    Tasks[] tasks = new Tasks[8];
    for (int i = 0; i < tasks.length; i++) tasks[i] = task("t" + i).work(10);
    Mission m = mission("m", tasks);
    swarm.submit(a, m);
    swarm.run(5);
    Rig b = swarm.add("b", 4, 1);
    assertThat(swarm.runUntil(60, () -> is(a, "m", MissionStatus.State.DONE))).isTrue();
    assertThat(b.started().size()).isGreaterThan(4);
  }
}
