package io.dunlin.runtime.node;

import static io.dunlin.runtime.node.TestSwarm.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.MissionStatus;
import io.dunlin.runtime.state.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The whole device in one JVM: what the machines do together. */
class NodeTest {

  @Test
  void whatOneDeviceRecordsAllHaveAndDigestsAreEqual() {
    var swarm = new TestSwarm(1);
    List<TestSwarm.Device> devices = fleet(swarm);
    swarm.loss(0.1);
    swarm.startAll();
    swarm.run(5 * SECOND);
    for (int i = 0; i < 40; i++) {
      devices.forEach(swarm::sense);
      swarm.run(SECOND / 4);
    }
    swarm.run(20 * SECOND);
    swarm.assertEqual();
    for (TestSwarm.Device device : devices) {
      assertThat(device.disk.values().stream().filter(e -> e.kind() == 1)).hasSize(4 * 40);
    }
  }

  @Test
  void oneSeedIsOneSwarm() {
    var runs = new ArrayList<SortedSet<String>>();
    for (int i = 0; i < 2; i++) {
      var swarm = new TestSwarm(6);
      List<TestSwarm.Device> devices = fleet(swarm);
      swarm.loss(0.3);
      swarm.startAll();
      devices.forEach(swarm::sense);
      swarm.run(4 * SECOND);
      runs.add(swarm.digests());
    }
    assertThat(runs.getFirst()).isEqualTo(runs.getLast());
  }

  @Test
  void everybodyHearsEverybodyAndMeasuresLinks() {
    var swarm = new TestSwarm(2);
    List<TestSwarm.Device> devices = fleet(swarm);
    swarm.startAll();
    swarm.run(15 * SECOND);
    for (TestSwarm.Device device : devices) {
      NodePicture picture = device.node().picture();
      assertThat(picture.island()).hasSize(4);
      assertThat(picture.view().members()).hasSize(4);
      assertThat(picture.view().links()).hasSize(4);
      assertThat(picture.row()).hasSize(3).allMatch(link -> link.up() && link.rttNanos() > 0);
    }
  }

  @Test
  void aMissionIsPlannedAndRunToItsEnd() {
    var swarm = new TestSwarm(3);
    List<TestSwarm.Device> devices = fleet(swarm);
    swarm.startAll();
    swarm.run(10 * SECOND);
    devices.get(1).input(new NodeInput.Wish(swarm.signed(mission())));
    swarm.run(60 * SECOND);
    assertDone(devices);
    swarm.assertEqual();
  }

  @Test
  void aLostDevicesTaskIsTakenOverAndItRejoins() {
    var swarm = new TestSwarm(4);
    List<TestSwarm.Device> devices = fleet(swarm);
    swarm.startAll();
    swarm.run(10 * SECOND);
    devices.get(0).input(new NodeInput.Wish(swarm.signed(mission())));
    TestSwarm.Device victim = null;
    while (victim == null) {
      swarm.run(SECOND / 4);
      for (TestSwarm.Device device : devices) {
        boolean runs =
            device.node().view().attempts().values().stream()
                .anyMatch(a ->
                    a.key().device().equals(device.id()) && a.state() == Attempt.State.RUNNING);
        if (runs) victim = device;
      }
    }
    victim.kill();
    swarm.run(90 * SECOND);
    var rest = new ArrayList<>(devices);
    rest.remove(victim);
    assertDone(rest);

    victim.start();
    swarm.run(30 * SECOND);
    swarm.assertEqual();
  }

  @Test
  void bothIslandsWorkOnDuringAPartitionAndAgreeAfterIt() {
    var swarm = new TestSwarm(5);
    List<TestSwarm.Device> devices = fleet(swarm);
    swarm.startAll();
    swarm.run(10 * SECOND);
    devices.get(0).input(new NodeInput.Wish(swarm.signed(mission())));
    swarm.run(4 * SECOND);
    swarm.connected((a, b) -> a / 2 == b / 2);
    for (int i = 0; i < 20; i++) {
      devices.forEach(swarm::sense);
      swarm.run(SECOND / 2);
    }
    assertThat(devices.get(0).node().picture().island()).hasSize(2);
    swarm.connected((_, _) -> true);
    swarm.run(90 * SECOND);
    assertDone(devices);
    swarm.assertEqual();
  }

  private static List<TestSwarm.Device> fleet(TestSwarm swarm) {
    return List.of(
        swarm.add(1.0, "camera"),
        swarm.add(2.0, "camera", "lidar"),
        swarm.add(1.5, "camera", "lidar"),
        swarm.add(1.0, "camera", "lidar"));
  }

  private static void assertDone(List<TestSwarm.Device> devices) {
    for (TestSwarm.Device device : devices) {
      MissionStatus status = device.node().view().statuses().get("search");
      if (status == null) throw new AssertionError("no status at " + device.number);
      assertThat(status.state()).as(status.toString()).isEqualTo(MissionStatus.State.DONE);
      assertThat(status.measuredMillis()).isPositive();
    }
  }

  private static Mission mission() {
    var tasks = new ArrayList<TaskSpec>();
    for (String name : List.of("a", "b", "c", "d")) {
      tasks.add(task("scan-" + name, 4000, false, List.of("camera"), List.of()));
      tasks.add(task("find-" + name, 5000, true, List.of(), List.of("scan-" + name)));
    }
    tasks.add(task("join", 2000, true, List.of(), List.of("find-a", "find-b", "find-c", "find-d")));
    return new Mission("search", 0, 0, tasks, List.of());
  }

  private static TaskSpec task(
      String name, long millis, boolean divided, List<String> has, List<String> from) {
    var takes = new ArrayList<TaskSpec.Take>();
    for (String task : from) takes.add(new TaskSpec.Take("in-" + task, task, "out"));
    return new TaskSpec(
        name,
        TaskSpec.Kind.BUILTIN,
        "data.merge",
        List.of(),
        takes,
        List.of(),
        new TreeSet<>(has),
        1,
        1 << 20,
        null,
        new TaskSpec.Effort(millis, divided),
        List.of(new TaskSpec.Give("out", 100_000, "application/octet-stream")),
        0,
        3,
        TaskSpec.OnLost.REASSIGN,
        4000,
        TaskSpec.PartitionPolicy.RUN_LOCAL,
        0);
  }
}
