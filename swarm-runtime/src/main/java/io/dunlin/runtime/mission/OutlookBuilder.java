package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.progress.Holders;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.Quorum;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.TaskSpec;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says of every task of every live mission how it stands. Cost O(tasks x members + attempts). */
final class OutlookBuilder {
  private final StateView view;
  private final @Nullable Plan current;
  private final Silence silence;
  private final SortedMap<TaskRef, String> excluded;
  private final Moment moment;
  private final Holders holders;
  private final TreeMap<String, MissionProgress> missions = new TreeMap<>();
  private final TreeMap<TaskRef, Standing> tasks = new TreeMap<>();
  private final TreeMap<TaskRef, AttemptKey> assigned = new TreeMap<>();
  private final TreeMap<ReplicaId, Member> devices = new TreeMap<>();

  /**
   * @param excluded tasks that the planner could not place with things as they are, and why
   */
  OutlookBuilder(
      StateView view,
      @Nullable Plan current,
      Silence silence,
      SortedMap<TaskRef, String> excluded,
      Moment now) {
    this.view = view;
    this.current = current;
    this.silence = silence;
    this.excluded = excluded;
    this.moment = now;
    this.holders = Holders.of(view);
  }

  /**
   * @param live whether a mission takes part
   */
  Outlook build(Predicate<MissionProgress> live) {
    for (ReplicaId device : silence.reachable()) {
      Member member = view.members().get(device);
      if (member != null) devices.put(device, member);
    }
    for (LiveMission mission : view.missions().values()) {
      if (mission.cancelled()) continue;
      MissionProgress progress = MissionProgress.of(view, mission);
      if (live.test(progress)) missions.put(mission.mission().name(), progress);
    }
    readAssignments();
    missions.values().forEach(this::stand);
    reopenLostProducers();
    missions.values().forEach(this::blockFollowers);
    return new Outlook(view, current, devices, silence.reachable(), missions, tasks, holders);
  }

  private void readAssignments() {
    if (current == null) return;
    for (Plan.Assignment assignment : current.assignments()) {
      AttemptKey key = assignment.attempt();
      MissionProgress mission = missions.get(key.mission());
      if (mission == null || !mission.live().revision().equals(key.revision())) continue;
      if (mission.live().mission().task(key.task()) == null) continue;
      assigned.put(new TaskRef(key.mission(), key.task()), key);
    }
  }

  private void stand(MissionProgress mission) {
    for (TaskProgress task : mission.tasks().values()) {
      var ref = new TaskRef(mission.live().mission().name(), task.spec().name());
      Attempt result = task.result();
      tasks.put(
          ref,
          result != null
              ? new Standing.Done(result, new TreeSet<>())
              : unfinished(ref, task, mission.live().mission()));
    }
  }

  private Standing unfinished(TaskRef ref, TaskProgress task, Mission mission) {
    Attempt running = running(task);
    if (running != null) return new Standing.Running(counted(running));
    AttemptKey now = standsFor(ref, task);
    if (now != null && !silence.reachable().contains(now.device())) {
      if (silence.counts(now.device(), task.spec(), moment)) {
        counted(now.device());
        return new Standing.Held(now);
      }
      now = null;
    }
    Standing.Blocked blocked = blocked(ref, task, mission);
    return blocked != null ? blocked : new Standing.Open(now);
  }

  /** Of the runs whose device counts, the one that should end first. */
  private @Nullable Attempt running(TaskProgress task) {
    return task.attempts().values().stream()
        .filter(attempt -> attempt.state() == Attempt.State.RUNNING)
        .filter(attempt -> view.members().containsKey(attempt.key().device()))
        .filter(attempt -> stillCounts(attempt.key(), task))
        .min(
            Comparator.<Attempt>comparingDouble(
                    attempt -> attempt.startMillis() + nominalMillis(task.spec(), attempt.key()))
                .thenComparing(Attempt::key))
        .orElse(null);
  }

  private boolean stillCounts(AttemptKey key, TaskProgress task) {
    if (silence.reachable().contains(key.device())) return true;
    return !task.lost().containsKey(key) && silence.counts(key.device(), task.spec(), moment);
  }

  private double nominalMillis(TaskSpec spec, AttemptKey key) {
    Member member = view.members().get(key.device());
    double speed = member == null || !spec.effort().divided() ? 1 : member.speed();
    return spec.effort().millis() / speed;
  }

  /** The attempt that is being prepared: a transfer under way, else the plan's assignment. */
  private @Nullable AttemptKey standsFor(TaskRef ref, TaskProgress task) {
    AttemptKey key = assigned.get(ref);
    if (key != null && usable(key, task)) return key;
    for (Attempt attempt : task.attempts().values()) {
      if (usable(attempt.key(), task)) return attempt.key();
    }
    return null;
  }

  private boolean usable(AttemptKey key, TaskProgress task) {
    Attempt attempt = task.attempts().get(key);
    return (attempt == null || !attempt.ended())
        && !task.lost().containsKey(key)
        && view.members().containsKey(key.device());
  }

  private Standing.@Nullable Blocked blocked(TaskRef ref, TaskProgress task, Mission mission) {
    if (task.exhausted()) {
      Attempt last = task.lastFailure();
      String why = last == null ? "" : ": " + last.message();
      return new Standing.Blocked("failed " + task.failures() + " times" + why, false, true);
    }
    if (task.abandoned()) {
      return new Standing.Blocked("is abandoned: its device fell silent", false, true);
    }
    if (moment.after(mission.endMillis())) {
      return new Standing.Blocked("did not start before the window ended", false, true);
    }
    String policy =
        Quorum.refusal(task.spec().partitionPolicy(), view.members(), silence.reachable());
    if (policy != null) return new Standing.Blocked("waits for " + policy, false, false);
    return unplaceable(ref, task.spec());
  }

  private Standing.@Nullable Blocked unplaceable(TaskRef ref, TaskSpec spec) {
    String nobody = Needs.unmet(spec, view.members().values());
    if (nobody != null) return new Standing.Blocked("no known member " + nobody, true, false);
    Collection<Member> here =
        view.members().values().stream()
            .filter(member -> silence.reachable().contains(member.id()))
            .toList();
    String absent = Needs.unmet(spec, here);
    if (absent != null) {
      return new Standing.Blocked(
          "waits for an absent member: nobody reachable " + absent, false, false);
    }
    String why = excluded.get(ref);
    return why == null ? null : new Standing.Blocked("cannot be placed: " + why, false, false);
  }

  /** A done task whose output is needed and that nobody who counts has is run again. */
  private void reopenLostProducers() {
    var toCheck = new ArrayDeque<TaskRef>();
    tasks.forEach((ref, standing) -> {
      if (standing instanceof Standing.Open) toCheck.add(ref);
    });
    var wanted = new TreeMap<TaskRef, TreeSet<ReplicaId>>();
    while (!toCheck.isEmpty()) {
      TaskRef ref = toCheck.remove();
      MissionProgress mission = missions.get(ref.mission());
      if (mission == null) continue;
      for (TaskSpec.Take take : mission.task(ref.task()).spec().takes()) {
        var from = new TaskRef(ref.mission(), take.from());
        if (!(tasks.get(from) instanceof Standing.Done(Attempt result, var _))) continue;
        TaskProgress producer = mission.task(take.from());
        Attempt.Output output =
            mission.output(take, hash -> !holdersThatCount(hash, producer.spec()).isEmpty());
        if (output == null) {
          tasks.put(from, unfinished(from, producer, mission.live().mission()));
          toCheck.add(from);
          continue;
        }
        SortedSet<ReplicaId> having = holdersThatCount(output.hash(), producer.spec());
        TreeSet<ReplicaId> all = wanted.computeIfAbsent(from, _ -> new TreeSet<>(having));
        if (!Collections.disjoint(all, having)) all.retainAll(having);
        tasks.put(from, new Standing.Done(result, all));
        all.forEach(this::counted);
      }
    }
  }

  private SortedSet<ReplicaId> holdersThatCount(String hash, TaskSpec producer) {
    var counting = new TreeSet<ReplicaId>();
    for (ReplicaId holder : holders.of(hash)) {
      if (!view.members().containsKey(holder)) continue;
      if (silence.counts(holder, producer, moment)) counting.add(holder);
    }
    return counting;
  }

  /** What comes after a blocked task is blocked with it. */
  private void blockFollowers(MissionProgress mission) {
    String name = mission.live().mission().name();
    boolean again = true;
    while (again) {
      again = false;
      for (TaskProgress task : mission.tasks().values()) {
        var ref = new TaskRef(name, task.spec().name());
        if (!(tasks.get(ref) instanceof Standing.Open)) continue;
        Standing.Blocked before = blockedBefore(name, task.spec());
        if (before == null) continue;
        tasks.put(ref, before);
        again = true;
      }
    }
  }

  private Standing.@Nullable Blocked blockedBefore(String mission, TaskSpec spec) {
    var before = new TreeSet<>(spec.after());
    spec.takes().forEach(take -> before.add(take.from()));
    for (String task : before) {
      if (tasks.get(new TaskRef(mission, task)) instanceof Standing.Blocked b) {
        return new Standing.Blocked("comes after " + task, b.impossible(), b.over());
      }
    }
    return null;
  }

  private Attempt counted(Attempt attempt) {
    counted(attempt.key().device());
    return attempt;
  }

  private void counted(ReplicaId device) {
    Member member = view.members().get(device);
    if (member != null) devices.putIfAbsent(device, member);
  }
}
