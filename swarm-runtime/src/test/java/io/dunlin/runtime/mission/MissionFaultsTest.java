package io.dunlin.runtime.mission;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.MissionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Random missions under random partitions and power cuts. The rig checks at each start that the
 * inputs are here and pinned, that no other attempt of the task runs on the device, and that cores
 * suffice. Afterwards every mission is done, and all replicas count the same results.
 */
class MissionFaultsTest {

  @Property(tries = 60)
  void aMissionSurvivesWhateverHappensAndIsCountedOnce(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 6) int devices,
      @ForAll @IntRange(min = 1, max = 14) int tasks,
      @ForAll @IntRange(max = 12) int faults) {
    var random = new SplittableRandom(seed);
    var swarm = new Swarm();
    for (int i = 0; i < devices; i++) {
      Rig rig = swarm.add("d" + i, 1 + random.nextInt(3), 1 + random.nextInt(2), "any");
      if (i == 0) rig.gateway();
    }
    swarm.run(3);
    Mission mission = randomMission(tasks, random.split());
    swarm.submit(swarm.rigs().get(random.nextInt(devices)), mission);
    swarm.run(1);
    for (int i = 0; i < faults; i++) {
      disturb(swarm, random);
      swarm.run(random.nextInt(80) / 10.0);
    }
    swarm.heal();
    swarm.rigs().stream().filter(rig -> !rig.alive()).forEach(Rig::restart);

    boolean done = swarm.runUntil(300, () -> swarm.rigs().stream().allMatch(r -> isDone(r)));
    assertThat(done).as(() -> picture(swarm, mission)).isTrue();
    swarm.run(5);
    var results = results(swarm.rigs().getFirst(), mission);
    for (Rig rig : swarm.rigs()) {
      assertThat(results(rig, mission)).isEqualTo(results);
      assertThat(rig.running()).as("nothing runs on").isEmpty();
    }
  }

  private static boolean isDone(Rig rig) {
    MissionStatus status = rig.view().statuses().get("m");
    return status != null && status.state() == MissionStatus.State.DONE;
  }

  private static SortedMap<String, String> results(Rig rig, Mission mission) {
    var results = new TreeMap<String, String>();
    for (TaskProgress task : progress(rig, mission).tasks().values()) {
      Attempt result = task.result();
      results.put(task.spec().name(), result == null ? "none" : result.key().toString());
    }
    return results;
  }

  private static MissionProgress progress(Rig rig, Mission mission) {
    LiveMission live = rig.view().missions().get(mission.name());
    if (live == null) throw new IllegalStateException("no mission");
    return MissionProgress.of(rig.view(), live);
  }

  private static void disturb(Swarm swarm, SplittableRandom random) {
    Rig rig = swarm.rigs().get(random.nextInt(swarm.rigs().size()));
    switch (random.nextInt(4)) {
      case 0 -> swarm.split(random.nextInt(3), rig);
      case 1 -> swarm.heal();
      case 2 -> {
        if (rig.alive()) rig.kill();
        else rig.restart();
      }
      default -> {
        if (!rig.alive()) rig.restart();
      }
    }
  }

  private static Mission randomMission(int count, SplittableRandom random) {
    var tasks = new ArrayList<Tasks>();
    for (int i = 0; i < count; i++) {
      Tasks task = Tasks.task("t" + i).gives("out").retries(1000).lostAfter(2 + random.nextInt(4));
      if (random.nextBoolean()) task.work(random.nextInt(60) / 10.0);
      else task.seconds(random.nextInt(60) / 10.0);
      if (i > 0 && i == count - 1) task.action(MissionProgress.PUBLISH);
      for (int from = 0; from < i; from++) {
        if (random.nextInt(i + 1) > 1) continue;
        if (random.nextInt(4) == 0) task.after("t" + from);
        else task.takes("in" + from, "t" + from, "out");
      }
      tasks.add(task);
    }
    return Tasks.mission("m", tasks.toArray(Tasks[]::new));
  }

  private static String picture(Swarm swarm, Mission mission) {
    var lines = new ArrayList<String>(List.of("the mission is not done"));
    for (Rig rig : swarm.rigs()) {
      MissionStatus status = rig.view().statuses().get(mission.name());
      lines.add(rig.id().shortHex() + " " + rig.running().keySet() + " " + status);
      rig.view().plans().values().forEach(plan -> lines.add("  " + plan));
      progress(rig, mission)
          .tasks()
          .values()
          .forEach(t -> lines.add("  " + t.spec().name() + " " + t.attempts().values()));
    }
    return String.join("\n", lines);
  }
}
