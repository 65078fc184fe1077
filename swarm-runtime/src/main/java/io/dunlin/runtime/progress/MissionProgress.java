package io.dunlin.runtime.progress;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.LostMark;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.TaskSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far a mission is, by what one replica knows. Replicas that know the same say the same.
 *
 * <p>The result of a task is that of its done attempt with the lowest (n, device), unless something
 * published rests on another: then that one is frozen, and so are the results it was made from. So
 * two islands that ran the same task count it once after they meet, and what was shown to people
 * does not change under them.
 *
 * @param tasks by name
 */
public record MissionProgress(LiveMission live, SortedMap<String, TaskProgress> tasks) {
  /** The builtin whose use of a result freezes it. */
  public static final String PUBLISH = "gateway.publish";

  private static final ReplicaId LOWEST = new ReplicaId(0, 0);

  public MissionProgress {
    tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
  }

  /** Cost O(attempts of the mission). */
  public static MissionProgress of(StateView view, LiveMission live) {
    var attempts = new TreeMap<String, SortedMap<AttemptKey, Attempt>>();
    ofRevision(view.attempts(), live)
        .forEach((key, attempt) -> inTask(attempts, key).put(key, attempt));
    var marks = new TreeMap<String, SortedMap<AttemptKey, LostMark>>();
    ofRevision(view.lost(), live).forEach((key, mark) -> inTask(marks, key).put(key, mark));
    SortedMap<String, Attempt> results = new Results(live.mission(), attempts).choose();
    var tasks = new TreeMap<String, TaskProgress>();
    for (TaskSpec spec : live.mission().tasks()) {
      tasks.put(
          spec.name(),
          new TaskProgress(
              spec,
              attempts.getOrDefault(spec.name(), Collections.emptySortedMap()),
              marks.getOrDefault(spec.name(), Collections.emptySortedMap()),
              results.get(spec.name())));
    }
    return new MissionProgress(live, tasks);
  }

  /** The task of that name; the mission has one. */
  public TaskProgress task(String name) {
    TaskProgress task = tasks.get(name);
    if (task == null) throw new IllegalArgumentException("no task " + name);
    return task;
  }

  public boolean done() {
    return tasks.values().stream().allMatch(TaskProgress::done);
  }

  /**
   * The output to use as an input: that of the producer's result, or of another done attempt of it
   * when that one cannot be had here and now. Null when none can be had.
   *
   * @param available whether a blob of this hash can be had
   */
  public Attempt.@Nullable Output output(TaskSpec.Take take, Predicate<String> available) {
    TaskProgress producer = task(take.from());
    Attempt result = producer.result();
    if (result == null) return null;
    Attempt.Output counted = named(result, take.output());
    if (counted != null && available.test(counted.hash())) return counted;
    for (Attempt attempt : producer.attempts().values()) {
      if (attempt.state() != Attempt.State.DONE) continue;
      Attempt.Output other = named(attempt, take.output());
      if (other != null && available.test(other.hash())) return other;
    }
    return null;
  }

  private static Attempt.@Nullable Output named(Attempt attempt, String name) {
    for (Attempt.Output output : attempt.outputs()) {
      if (output.name().equals(name)) return output;
    }
    return null;
  }

  private static <V> SortedMap<AttemptKey, V> inTask(
      SortedMap<String, SortedMap<AttemptKey, V>> byTask, AttemptKey key) {
    return byTask.computeIfAbsent(key.task(), _ -> new TreeMap<>());
  }

  private static <V> SortedMap<AttemptKey, V> ofRevision(
      SortedMap<AttemptKey, V> all, LiveMission live) {
    String name = live.mission().name();
    // A revision is hexadecimal digits, so "g" comes after all of its tasks.
    return all.subMap(
        new AttemptKey(name, live.revision(), "", 0, LOWEST),
        new AttemptKey(name, live.revision() + "g", "", 0, LOWEST));
  }
}
