package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.LostMark;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.StateView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which attempts to give up: those of devices that have been silent for longer than the task
 * allows, started or only planned.
 */
final class Losses {
  private final ReplicaId self;
  private final Silence silence;

  Losses(ReplicaId self, Silence silence) {
    this.self = self;
    this.silence = silence;
  }

  List<LostMark> find(StateView view, @Nullable Plan current, Moment now) {
    var marks = new ArrayList<LostMark>();
    SortedMap<TaskRef, SortedSet<AttemptKey>> planned = planned(current);
    for (LiveMission live : view.missions().values()) {
      if (live.cancelled()) continue;
      MissionProgress progress = MissionProgress.of(view, live);
      for (TaskProgress task : progress.tasks().values()) {
        if (task.done()) continue;
        var ref = new TaskRef(live.mission().name(), task.spec().name());
        var open = new TreeSet<AttemptKey>();
        for (AttemptKey key : planned.getOrDefault(ref, Collections.emptySortedSet())) {
          if (key.revision().equals(live.revision())) open.add(key);
        }
        open.addAll(task.attempts().keySet());
        for (AttemptKey key : open) {
          if (lost(key, task, now)) marks.add(new LostMark(key, self, now.utcMillis()));
        }
      }
    }
    return marks;
  }

  private boolean lost(AttemptKey key, TaskProgress task, Moment now) {
    Attempt attempt = task.attempts().get(key);
    if (attempt != null && attempt.ended()) return false;
    if (task.lost().containsKey(key)) return false;
    return !silence.counts(key.device(), task.spec(), now);
  }

  private static SortedMap<TaskRef, SortedSet<AttemptKey>> planned(@Nullable Plan current) {
    var planned = new TreeMap<TaskRef, SortedSet<AttemptKey>>();
    if (current == null) return planned;
    for (Plan.Assignment assignment : current.assignments()) {
      AttemptKey key = assignment.attempt();
      var ref = new TaskRef(key.mission(), key.task());
      planned.computeIfAbsent(ref, _ -> new TreeSet<>()).add(key);
    }
    return planned;
  }
}
