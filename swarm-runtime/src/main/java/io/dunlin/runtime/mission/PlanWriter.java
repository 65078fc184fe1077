package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.planner.Schedule;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.step.Lane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns a schedule into a plan: names the attempts, and says what its author knew. A plan must fit
 * one log entry, so it holds the {@link #ASSIGNMENTS_MAX} earliest; the rest is planned when those
 * are mostly done. Results keep their planned times in it, as far as there is room.
 */
final class PlanWriter {
  static final int ASSIGNMENTS_MAX = 400;

  private static final Comparator<Plan.Assignment> EARLIEST =
      Comparator.comparingLong(Plan.Assignment::startMillis)
          .thenComparing(Plan.Assignment::attempt);

  private final Outlook outlook;
  private final Moment zero;
  private final ReplicaId self;

  /**
   * @param zero the moment from which the schedule's seconds count
   */
  PlanWriter(Outlook outlook, Moment zero, ReplicaId self) {
    this.outlook = outlook;
    this.zero = zero;
    this.self = self;
  }

  Plan write(Schedule schedule, SortedMap<ReplicaId, Dot> context, long epoch) {
    SortedMap<String, Schedule.Slot> slots = schedule.byTask();
    SortedMap<AttemptKey, Plan.Assignment> before = before();
    var active = new ArrayList<Plan.Assignment>();
    var results = new ArrayList<Plan.Assignment>();
    outlook
        .tasks()
        .forEach((ref, standing) -> {
          if (standing instanceof Standing.Done(Attempt result, var _)) {
            Plan.Assignment planned = before.get(result.key());
            if (planned != null) results.add(planned);
            return;
          }
          Plan.Assignment assignment = assignment(ref, standing, slots.get(ref.planName()), before);
          if (assignment != null) active.add(assignment);
        });
    active.sort(EARLIEST);
    List<Plan.Assignment> all = new ArrayList<>(first(active, ASSIGNMENTS_MAX));
    all.addAll(first(results, ASSIGNMENTS_MAX - all.size()));
    var missions = new TreeMap<String, String>();
    for (MissionProgress mission : outlook.missions().values()) {
      missions.put(mission.live().mission().name(), mission.live().revision());
    }
    long makespan = Math.round(schedule.makespan() * 1e3);
    return new Plan(
        epoch,
        self,
        zero.utcMillis(),
        new TreeSet<>(outlook.devices().keySet()),
        missions,
        context,
        all,
        Math.max(0, makespan));
  }

  private static List<Plan.Assignment> first(List<Plan.Assignment> of, int count) {
    return of.subList(0, Math.min(of.size(), Math.max(0, count)));
  }

  private SortedMap<AttemptKey, Plan.Assignment> before() {
    var before = new TreeMap<AttemptKey, Plan.Assignment>();
    Plan current = outlook.current();
    if (current != null) current.assignments().forEach(a -> before.put(a.attempt(), a));
    return before;
  }

  private Plan.@Nullable Assignment assignment(
      TaskRef ref,
      Standing standing,
      Schedule.@Nullable Slot slot,
      SortedMap<AttemptKey, Plan.Assignment> before) {
    return switch (standing) {
      case Standing.Running(Attempt attempt) -> kept(attempt.key(), slot, before);
      case Standing.Held(AttemptKey key) -> kept(key, slot, before);
      case Standing.Open(AttemptKey now) -> slot == null ? null : open(ref, now, slot);
      case Standing.Done _, Standing.Blocked _ -> null;
    };
  }

  private Plan.Assignment open(TaskRef ref, @Nullable AttemptKey now, Schedule.Slot slot) {
    ReplicaId device = ReplicaId.parse(slot.device());
    boolean same = now != null && now.device().equals(device);
    return timed(same && now != null ? now : attempt(ref, device), slot);
  }

  /** What goes on where it is keeps its planned times too, even if it is not in the schedule. */
  private Plan.Assignment kept(
      AttemptKey key, Schedule.@Nullable Slot slot, SortedMap<AttemptKey, Plan.Assignment> before) {
    Plan.Assignment planned = before.get(key);
    if (planned != null) return planned;
    if (slot != null) return timed(key, slot);
    return new Plan.Assignment(key, zero.utcMillis(), zero.utcMillis());
  }

  private Plan.Assignment timed(AttemptKey key, Schedule.Slot slot) {
    return new Plan.Assignment(key, zero.millisAt(slot.start()), zero.millisAt(slot.end()));
  }

  private AttemptKey attempt(TaskRef ref, ReplicaId device) {
    TaskProgress task = outlook.progress(ref);
    MissionProgress mission = outlook.missions().get(ref.mission());
    String revision = mission == null ? "" : mission.live().revision();
    return new AttemptKey(ref.mission(), revision, ref.task(), task.highestN() + 1, device);
  }

  /** Per member the newest state-lane dot of its attempts that is known here. */
  static SortedMap<ReplicaId, Dot> context(Outlook outlook) {
    var context = new TreeMap<ReplicaId, Dot>();
    outlook
        .view()
        .dots()
        .values()
        .forEach(dot -> {
          boolean state = dot.log().lane() == Lane.STATE.number();
          if (!state || !outlook.devices().containsKey(dot.origin())) return;
          context.merge(dot.origin(), dot, (a, b) -> a.compareTo(b) > 0 ? a : b);
        });
    return context;
  }
}
