package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.progress.Holders;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.TaskSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the next plan is made from: every task of every live mission with how it stands, and the
 * devices that take part.
 *
 * @param current the newest plan that names this device as a member, null when there is none
 * @param devices the reachable members, and silent ones that something is still held for
 * @param reachable those of them that can be reached
 * @param missions live ones that are not finished, by name
 */
record Outlook(
    StateView view,
    @Nullable Plan current,
    SortedMap<ReplicaId, Member> devices,
    SortedSet<ReplicaId> reachable,
    SortedMap<String, MissionProgress> missions,
    SortedMap<TaskRef, Standing> tasks,
    Holders holders) {

  Outlook {
    devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
    missions = Collections.unmodifiableSortedMap(new TreeMap<>(missions));
    tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
  }

  TaskProgress progress(TaskRef ref) {
    MissionProgress mission = missions.get(ref.mission());
    if (mission == null) throw new IllegalArgumentException("no mission " + ref.mission());
    return mission.task(ref.task());
  }

  TaskSpec spec(TaskRef ref) {
    return progress(ref).spec();
  }

  Standing standing(TaskRef ref) {
    Standing standing = tasks.get(ref);
    if (standing == null) throw new IllegalArgumentException("no task " + ref);
    return standing;
  }
}
