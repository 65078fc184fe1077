package io.dunlin.runtime.mission;

import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Builds tasks and missions for scenarios; what is not said has the mission file's default. */
final class Tasks {
  private final String name;
  private String action = "data.merge";
  private TaskSpec.Kind kind = TaskSpec.Kind.BUILTIN;
  private final List<TaskSpec.Take> takes = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private final TreeSet<String> has = new TreeSet<>();
  private final List<TaskSpec.Give> gives = new ArrayList<>();
  private int cores = 1;
  private long memory;
  private double seconds = 1;
  private boolean divided;
  private int retries = 2;
  private TaskSpec.OnLost onLost = TaskSpec.OnLost.REASSIGN;
  private long lostAfterMillis = 5_000;
  private TaskSpec.PartitionPolicy policy = TaskSpec.PartitionPolicy.RUN_LOCAL;

  private Tasks(String name) {
    this.name = name;
  }

  static Tasks task(String name) {
    return new Tasks(name);
  }

  static Mission mission(String name, Tasks... tasks) {
    return new Mission(name, 0, 0, specs(tasks), List.of());
  }

  static List<TaskSpec> specs(Tasks... tasks) {
    return java.util.Arrays.stream(tasks).map(Tasks::build).toList();
  }

  Tasks action(String builtin) {
    action = builtin;
    return this;
  }

  Tasks program(String key) {
    action = key;
    kind = TaskSpec.Kind.PROCESS;
    return this;
  }

  Tasks takes(String input, String from, String output) {
    takes.add(new TaskSpec.Take(input, from, output));
    return this;
  }

  Tasks after(String task) {
    after.add(task);
    return this;
  }

  Tasks has(String... words) {
    has.addAll(List.of(words));
    return this;
  }

  Tasks gives(String output) {
    gives.add(new TaskSpec.Give(output, 1000, "text/plain"));
    return this;
  }

  Tasks cores(int count) {
    cores = count;
    return this;
  }

  Tasks memory(long bytes) {
    memory = bytes;
    return this;
  }

  Tasks seconds(double fixed) {
    seconds = fixed;
    return this;
  }

  Tasks work(double atSpeedOne) {
    seconds = atSpeedOne;
    divided = true;
    return this;
  }

  Tasks retries(int count) {
    retries = count;
    return this;
  }

  Tasks onLost(TaskSpec.OnLost what) {
    onLost = what;
    return this;
  }

  Tasks lostAfter(double afterSeconds) {
    lostAfterMillis = Math.round(afterSeconds * 1e3);
    return this;
  }

  Tasks policy(TaskSpec.PartitionPolicy what) {
    policy = what;
    return this;
  }

  TaskSpec build() {
    return new TaskSpec(
        name,
        kind,
        action,
        List.of(),
        takes,
        after,
        has,
        cores,
        memory,
        null,
        new TaskSpec.Effort(Math.round(seconds * 1e3), divided),
        gives,
        0,
        retries,
        onLost,
        lostAfterMillis,
        policy,
        0);
  }
}
