package io.dunlin.runtime.progress;

import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.TaskSpec;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chooses the attempt of each task whose outputs count. */
final class Results {
  private final Mission mission;
  private final SortedMap<String, SortedMap<AttemptKey, Attempt>> attempts;
  private final TreeMap<String, Attempt> chosen = new TreeMap<>();

  Results(Mission mission, SortedMap<String, SortedMap<AttemptKey, Attempt>> attempts) {
    this.mission = mission;
    this.attempts = attempts;
  }

  SortedMap<String, Attempt> choose() {
    freeze();
    for (TaskSpec task : mission.tasks()) {
      Attempt lowest = lowestDone(task.name());
      if (lowest != null) chosen.putIfAbsent(task.name(), lowest);
    }
    return chosen;
  }

  /** Follows the input hashes back from what was published. */
  private void freeze() {
    var toFollow = new ArrayDeque<TaskSpec>();
    for (TaskSpec task : mission.tasks()) {
      if (!task.action().equals(MissionProgress.PUBLISH)) continue;
      Attempt published = lowestDone(task.name());
      if (published == null) continue;
      chosen.put(task.name(), published);
      toFollow.add(task);
    }
    while (!toFollow.isEmpty()) {
      TaskSpec task = toFollow.remove();
      Attempt user = chosen.get(task.name());
      for (int i = 0; user != null && i < task.takes().size() && i < user.inputs().size(); i++) {
        TaskSpec.Take take = task.takes().get(i);
        Attempt maker = makerOf(take, user.inputs().get(i));
        TaskSpec from = mission.task(take.from());
        if (maker == null || from == null || chosen.containsKey(take.from())) continue;
        chosen.put(take.from(), maker);
        toFollow.add(from);
      }
    }
  }

  private @Nullable Attempt makerOf(TaskSpec.Take take, String hash) {
    for (Attempt attempt : of(take.from()).values()) {
      if (attempt.state() != Attempt.State.DONE) continue;
      for (Attempt.Output output : attempt.outputs()) {
        if (output.name().equals(take.output()) && output.hash().equals(hash)) return attempt;
      }
    }
    return null;
  }

  /** Keys of one task are sorted by (n, device). */
  private @Nullable Attempt lowestDone(String task) {
    for (Attempt attempt : of(task).values()) {
      if (attempt.state() == Attempt.State.DONE) return attempt;
    }
    return null;
  }

  private SortedMap<AttemptKey, Attempt> of(String task) {
    return attempts.getOrDefault(task, Collections.emptySortedMap());
  }
}
