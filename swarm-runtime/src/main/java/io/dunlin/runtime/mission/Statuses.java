package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.MissionStatus;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.StateView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says where each mission stands, when that changed. */
final class Statuses {
  private static final int REASON_CHARS_MAX = 500;
  private static final int REASONS_MAX = 5;
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long REWRITE_NANOS = 5 * SECOND_NANOS;

  private final ReplicaId self;
  private final long impossibleNanos;
  private final TreeMap<TaskRef, Long> impossibleSince = new TreeMap<>();
  private final TreeMap<String, Told> told = new TreeMap<>();

  /** What was written last, over which known status, and when. */
  private record Told(MissionStatus status, @Nullable MissionStatus over, long atNanos) {}

  Statuses(ReplicaId self, long impossibleNanos) {
    this.self = self;
    this.impossibleNanos = impossibleNanos;
  }

  /** Someone else speaks for the island now. */
  void silent() {
    told.clear();
    impossibleSince.clear();
  }

  /**
   * @param invalid missions that cannot be planned at all, and why
   */
  List<MissionStatus> changed(
      StateView view, Outlook outlook, SortedMap<String, String> invalid, Moment now) {
    impossibleSince.keySet().retainAll(outlook.tasks().keySet());
    told.keySet().retainAll(view.missions().keySet());
    var changed = new ArrayList<MissionStatus>();
    for (LiveMission live : view.missions().values()) {
      MissionStatus known = view.statuses().get(live.mission().name());
      if (known != null && !known.revision().equals(live.revision())) known = null;
      MissionStatus status = status(live, known, outlook, invalid, now);
      if (known != null && same(status, known)) continue;
      if (!due(status, known, now)) continue;
      told.put(live.mission().name(), new Told(status, known, now.nanos()));
      changed.add(status);
    }
    return changed;
  }

  /**
   * Not while an equal write is on its way. When another status stands there instead (written in
   * another island, with a later stamp), it is written again, at most once a second.
   */
  private boolean due(MissionStatus status, @Nullable MissionStatus known, Moment now) {
    Told last = told.get(status.mission());
    if (last == null || !same(last.status, status)) return true;
    boolean onItsWay = Objects.equals(last.over, known);
    return now.nanos() - last.atNanos >= (onItsWay ? REWRITE_NANOS : SECOND_NANOS);
  }

  private static boolean same(MissionStatus a, MissionStatus b) {
    return a.state() == b.state()
        && a.reason().equals(b.reason())
        && a.predictedMillis() == b.predictedMillis()
        && a.measuredMillis() == b.measuredMillis();
  }

  private MissionStatus status(
      LiveMission live,
      @Nullable MissionStatus known,
      Outlook outlook,
      SortedMap<String, String> invalid,
      Moment now) {
    String name = live.mission().name();
    long predicted = known == null ? 0 : known.predictedMillis();
    if (predicted == 0) predicted = predictedMillis(live, outlook.current());
    String broken = invalid.get(name);
    if (live.cancelled()) return of(live, MissionStatus.State.CANCELLED, "", predicted, 0);
    if (broken != null) return of(live, MissionStatus.State.FAILED, broken, predicted, 0);
    MissionProgress progress = outlook.missions().get(name);
    if (progress == null) progress = MissionProgress.of(outlook.view(), live);
    if (progress.done()) {
      return of(live, MissionStatus.State.DONE, "", predicted, measuredMillis(progress));
    }
    return unfinished(live, progress, predicted, outlook, now);
  }

  private MissionStatus unfinished(
      LiveMission live, MissionProgress progress, long predicted, Outlook outlook, Moment now) {
    var reasons = new ArrayList<String>();
    boolean failed = false;
    boolean open = false;
    boolean underWay = false;
    for (TaskProgress task : progress.tasks().values()) {
      var ref = new TaskRef(live.mission().name(), task.spec().name());
      switch (outlook.standing(ref)) {
        case Standing.Blocked(String why, boolean impossible, boolean over) -> {
          boolean never = over || (impossible && longImpossible(ref, now));
          failed |= never;
          open |= !never;
          if (!why.startsWith("comes after ")) reasons.add("task " + ref.task() + " " + why);
        }
        case Standing.Held(var key) -> {
          open = true;
          reasons.add("task " + ref.task() + " waits for silent device " + key.device().shortHex());
        }
        case Standing.Running(Attempt attempt) -> {
          underWay = true;
          if (!outlook.reachable().contains(attempt.key().device())) {
            reasons.add(
                "task "
                    + ref.task()
                    + " runs on silent device "
                    + attempt.key().device().shortHex());
          }
        }
        case Standing.Open _ -> underWay = true;
        case Standing.Done _ -> {}
      }
    }
    boolean begun = progress.tasks().values().stream().anyMatch(t -> !t.attempts().isEmpty());
    boolean early = now.anchored() && now.utcMillis() < live.mission().startMillis();
    if (early && !begun) reasons.add("the mission's window has not begun");
    MissionStatus.State state;
    if (failed && !open && !underWay) state = MissionStatus.State.FAILED;
    else if (!underWay || (early && !begun)) state = MissionStatus.State.WAITING;
    else state = begun ? MissionStatus.State.RUNNING : MissionStatus.State.ACCEPTED;
    return of(live, state, joined(reasons), predicted, 0);
  }

  /** A swarm that starts does not know its members at once. */
  private boolean longImpossible(TaskRef ref, Moment now) {
    long since = impossibleSince.computeIfAbsent(ref, _ -> now.nanos());
    return now.nanos() - since >= impossibleNanos;
  }

  private MissionStatus of(
      LiveMission live, MissionStatus.State state, String reason, long predicted, long measured) {
    return new MissionStatus(
        live.mission().name(), live.revision(), state, reason, self, predicted, measured);
  }

  /** From acceptance to the end of the mission's last planned task. */
  private static long predictedMillis(LiveMission live, @Nullable Plan plan) {
    if (plan == null || !live.revision().equals(plan.missions().get(live.mission().name()))) {
      return 0;
    }
    long end =
        plan.assignments().stream()
            .filter(a -> a.attempt().mission().equals(live.mission().name()))
            .mapToLong(Plan.Assignment::endMillis)
            .max()
            .orElse(live.acceptedMillis());
    return Math.max(0, end - live.acceptedMillis());
  }

  private static long measuredMillis(MissionProgress progress) {
    long last = progress.live().acceptedMillis();
    for (TaskProgress task : progress.tasks().values()) {
      Attempt result = task.result();
      if (result != null) last = Math.max(last, result.endMillis());
    }
    return last - progress.live().acceptedMillis();
  }

  private static String joined(List<String> reasons) {
    String all = String.join("; ", reasons.subList(0, Math.min(reasons.size(), REASONS_MAX)));
    if (reasons.size() > REASONS_MAX) all += "; and " + (reasons.size() - REASONS_MAX) + " more";
    return all.length() <= REASON_CHARS_MAX ? all : all.substring(0, REASON_CHARS_MAX);
  }
}
