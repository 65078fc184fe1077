package io.dunlin.runtime.task;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.progress.Holders;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.step.Machine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Carries out this device's part of the plan. An attempt goes from waiting through transferring to
 * running and ends done, failed or cancelled; each step but waiting is written to SwarmState.
 * Waiting is what a plan says and no entry contradicts, so a quiet plan costs no writes.
 *
 * <p>Runs at most one attempt of a task at a time, and starts one only when all its inputs are here
 * and pinned. An attempt that an earlier process of this device left unfinished is failed as
 * {@value #RESTARTED}.
 */
public final class TaskMachine implements Machine<TaskInput, TaskEffect> {
  /** The message of attempts that a restart of the device ended. */
  public static final String RESTARTED = "restarted";

  static final int MESSAGE_CHARS_MAX = 500;

  /** A hundred years. */
  private static final double NOMINAL_NANOS_MAX = 3.15e18;

  private final ReplicaId self;
  private final OwnAttempts own;
  private final Transfers transfers;
  private final Keeping keeping;
  private final Adoption adoption;
  private final StartOrder order;
  private final TreeMap<AttemptKey, Run> runs = new TreeMap<>();
  private final TreeSet<String> unanchoredTold = new TreeSet<>();

  private @Nullable Plan plan;
  private @Nullable Plan refusedTold;
  private @Nullable Scene scene;
  private long utcAtTickMillis;
  private long tickNanos;
  private boolean anchored;

  /** What was last told of the world, with what follows from it. */
  private record Scene(
      StateView view,
      SortedSet<ReplicaId> reachable,
      Holders holders,
      TreeMap<String, MissionProgress> missions) {}

  /**
   * @param heldAtStart hashes of the blobs in the store when the process starts
   */
  public TaskMachine(ReplicaId self, TaskSettings settings, Collection<String> heldAtStart) {
    this.self = self;
    this.own = new OwnAttempts(self, settings.rewriteAfter().toNanos());
    this.transfers = new Transfers(self, settings, heldAtStart);
    this.keeping = new Keeping(self);
    this.adoption = new Adoption(self);
    this.order = new StartOrder(settings.patienceMax().toNanos());
  }

  @Override
  public List<TaskEffect> step(TaskInput input, long nowNanos) {
    var effects = new ArrayList<TaskEffect>();
    switch (input) {
      case TaskInput.Tick tick -> tick(tick, nowNanos, effects);
      case TaskInput.StateChanged changed -> stateChanged(changed, nowNanos, effects);
      case TaskInput.Fetched(String hash) -> transfers.arrived(hash);
      case TaskInput.FetchFailed(String hash, String why) -> {
        // Somebody beside this machine may have wanted it.
        if (transfers.onItsWay(hash)) {
          transfers.failed(hash, why, nowNanos);
          effects.add(new TaskEffect.Report(TaskEvents.fetchFailed(hash, cut(why))));
        }
      }
      case TaskInput.Finished finished -> finished(finished, nowNanos, effects);
      case TaskInput.InputMissing(AttemptKey key, String hash) -> {
        transfers.gone(hash);
        Run run = runs.get(key);
        if (run != null && run.phase() == Run.Phase.STOPPING) stopped(run, nowNanos, effects);
        else if (run != null) run.notBegun();
      }
      case TaskInput.Failed failed -> failed(failed, nowNanos, effects);
    }
    if (scene != null) advance(scene, nowNanos, effects);
    return effects;
  }

  /** What each unfinished attempt of this device waits for, in a sentence; for status pages. */
  public List<Waiting> waiting() {
    var waiting = new ArrayList<Waiting>();
    for (Run run : StartOrder.inPlanOrder(runs.values())) {
      if (run.phase() != Run.Phase.WAITING) continue;
      String what = run.waitsFor();
      waiting.add(new Waiting(run.key(), what == null ? "free cores and memory" : what));
    }
    return waiting;
  }

  /** An attempt that has not started, and why not. */
  public record Waiting(AttemptKey attempt, String waitsFor) {}

  private void tick(TaskInput.Tick tick, long nowNanos, List<TaskEffect> effects) {
    utcAtTickMillis = tick.utcMillis();
    tickNanos = nowNanos;
    anchored = tick.anchored();
    for (Attempt late : own.late(nowNanos)) {
      effects.add(own.write(late, nowNanos));
      effects.add(new TaskEffect.Report(TaskEvents.rewritten(late.key())));
    }
  }

  private void stateChanged(
      TaskInput.StateChanged changed, long nowNanos, List<TaskEffect> effects) {
    var reachable = new TreeSet<>(changed.reachable());
    reachable.add(self);
    own.observe(changed.view());
    for (Attempt left : List.copyOf(own.all().values())) {
      if (left.ended() || runs.containsKey(left.key())) continue;
      effects.add(own.write(ended(left, Attempt.State.FAILED, RESTARTED, nowNanos), nowNanos));
      effects.add(new TaskEffect.Report(TaskEvents.failed(left.key(), RESTARTED)));
    }
    var missions = new TreeMap<String, MissionProgress>();
    StateView view = changed.view();
    for (LiveMission live : view.missions().values()) {
      if (!live.cancelled()) missions.put(live.mission().name(), MissionProgress.of(view, live));
    }
    scene = new Scene(view, reachable, Holders.of(view), missions);
  }

  private void finished(TaskInput.Finished finished, long nowNanos, List<TaskEffect> effects) {
    Run run = runs.remove(finished.attempt());
    if (run == null) return;
    for (Attempt.Output output : finished.outputs()) transfers.arrived(output.hash());
    long utc = utcMillis(nowNanos);
    String message = cut(finished.message());
    effects.add(
        own.write(
            new Attempt(
                run.key(),
                Attempt.State.DONE,
                epochOfPlan(),
                run.startMillis(),
                utc,
                run.inputHashes(),
                finished.outputs(),
                message),
            nowNanos));
    effects.add(new TaskEffect.Report(TaskEvents.done(run.key(), message)));
  }

  private void failed(TaskInput.Failed failed, long nowNanos, List<TaskEffect> effects) {
    Run run = runs.get(failed.attempt());
    if (run == null) return;
    if (run.phase() == Run.Phase.STOPPING) stopped(run, nowNanos, effects);
    else end(run, Attempt.State.FAILED, failed.why(), nowNanos, effects);
  }

  private void stopped(Run run, long nowNanos, List<TaskEffect> effects) {
    end(run, Attempt.State.CANCELLED, run.stoppedFor(), nowNanos, effects);
  }

  /** Everything that may follow from any input, in one direction. Cost O(own attempts). */
  private void advance(Scene now, long nowNanos, List<TaskEffect> effects) {
    adopt(now, effects);
    cancelUnwanted(now, nowNanos, effects);
    planned(now);
    Member device = now.view.members().get(self);
    if (device == null) return;
    resolve(now, device, nowNanos, effects);
    keeping.pins(now.view, now.missions, runs.values(), effects);
    fetch(now, nowNanos, effects);
    for (Run run : order.choose(runs.values(), device, nowNanos)) {
      if (!busy(run)) start(run, device, nowNanos, effects);
    }
    keeping.announce(now.view, now.missions, transfers, effects);
  }

  private void adopt(Scene now, List<TaskEffect> effects) {
    Adoption.Choice choice = adoption.choose(now.view, own.all(), plan);
    Plan refused = choice.refused();
    if (refused != null && (refusedTold == null || refused.compareTo(refusedTold) > 0)) {
      refusedTold = refused;
      effects.add(new TaskEffect.Report(TaskEvents.planRefused(refused)));
    }
    Plan best = choice.best();
    if (best == null || (plan != null && best.compareTo(plan) == 0)) return;
    plan = best;
    long mine = best.assignments().stream().filter(a -> a.attempt().device().equals(self)).count();
    effects.add(new TaskEffect.Report(TaskEvents.planAdopted(best, mine)));
  }

  private void cancelUnwanted(Scene now, long nowNanos, List<TaskEffect> effects) {
    var named = new TreeSet<AttemptKey>();
    if (plan != null) plan.assignments().forEach(a -> named.add(a.attempt()));
    for (Run run : List.copyOf(runs.values())) {
      String why = null;
      if (specOf(now, run.key()) == null) why = "the mission is cancelled or superseded";
      else if (!named.contains(run.key())) why = "the plan gives it up";
      else why = pointless(now, run);
      if (why == null || run.phase() == Run.Phase.STOPPING) continue;
      effects.add(new TaskEffect.Report(TaskEvents.cancelled(run.key(), why)));
      if (run.phase() == Run.Phase.RUNNING) {
        run.stopping(why);
        effects.add(new TaskEffect.Cancel(run.key()));
      } else {
        end(run, Attempt.State.CANCELLED, why, nowNanos, effects);
      }
    }
  }

  /**
   * Why a run can be ended whatever the plan says: nobody will use what it makes. A result with a
   * lower (n, device) counts for ever, as long as it can be had.
   */
  private @Nullable String pointless(Scene now, Run run) {
    MissionProgress progress = now.missions.get(run.key().mission());
    if (progress == null) return null;
    if (progress.done()) return "the mission is done";
    Attempt result = progress.task(run.key().task()).result();
    boolean before = result != null && result.key().compareTo(run.key()) < 0;
    return before && settled(progress, run) != null ? "the task is done elsewhere" : null;
  }

  /** Takes on what the plan gives to this device, and the plan's times of what it already has. */
  private void planned(Scene now) {
    if (plan == null) return;
    for (Plan.Assignment assignment : plan.assignments()) {
      AttemptKey key = assignment.attempt();
      if (!key.device().equals(self)) continue;
      Run known = runs.get(key);
      TaskSpec spec = specOf(now, key);
      if (known != null) known.replanned(assignment);
      else if (spec != null && own.get(key) == null && !now.view.lost().containsKey(key)) {
        runs.put(key, new Run(assignment, spec));
      }
    }
  }

  private static @Nullable TaskSpec specOf(Scene now, AttemptKey key) {
    MissionProgress progress = now.missions.get(key.mission());
    if (progress == null || !progress.live().revision().equals(key.revision())) return null;
    return progress.live().mission().task(key.task());
  }

  /** Finds each waiting run's inputs, and what it waits for. */
  private void resolve(Scene now, Member device, long nowNanos, List<TaskEffect> effects) {
    var gate = new Gate(now.view, now.reachable, device);
    for (Run run : List.copyOf(runs.values())) {
      if (run.phase() != Run.Phase.WAITING) continue;
      MissionProgress progress = now.missions.get(run.key().mission());
      if (progress == null) continue;
      String impossible = gate.impossible(run.spec());
      if (impossible != null) {
        end(run, Attempt.State.FAILED, impossible, nowNanos, effects);
        continue;
      }
      sayUnanchored(progress, effects);
      String closed = gate.waitsFor(run.spec(), progress, anchored ? utcMillis(nowNanos) : -1);
      if (closed == null && busy(run)) closed = "the attempt before it to end";
      if (closed == null) closed = settled(progress, run);
      if (closed == null) closed = inputs(progress, run);
      if (closed == null) run.ready(nowNanos);
      else run.waitsFor(closed);
    }
  }

  /** Whether another attempt at the same task still holds this device. */
  private boolean busy(Run run) {
    return runs.values().stream()
        .anyMatch(other ->
            other.phase() != Run.Phase.WAITING
                && other.key().mission().equals(run.key().mission())
                && other.key().task().equals(run.key().task()));
  }

  /** A task whose result can be had is not run again, whatever an ageing plan says. */
  private @Nullable String settled(MissionProgress progress, Run run) {
    Attempt result = progress.task(run.key().task()).result();
    if (result == null) return null;
    boolean here = result.outputs().stream().allMatch(output -> canHave(output.hash()));
    return here ? "the next plan: the task is done" : null;
  }

  private @Nullable String inputs(MissionProgress progress, Run run) {
    var found = new ArrayList<RunRequest.Input>();
    String missing = null;
    for (TaskSpec.Take take : run.spec().takes()) {
      Attempt.Output output = progress.output(take, this::canHave);
      if (output == null) return "a reachable device that has " + source(take);
      found.add(
          new RunRequest.Input(
              take.name(), source(take), output.hash(), output.sizeBytes(), output.contentType()));
      if (!transfers.has(output.hash())) missing = "its input " + take.name();
    }
    run.inputs(found);
    return missing;
  }

  private static String source(TaskSpec.Take take) {
    return take.from() + "." + take.output();
  }

  private boolean canHave(String hash) {
    if (transfers.has(hash) || transfers.onItsWay(hash)) return true;
    Scene now = scene;
    if (now == null) return false;
    return now.holders.of(hash).stream()
        .anyMatch(device -> !device.equals(self) && now.reachable.contains(device));
  }

  private void fetch(Scene now, long nowNanos, List<TaskEffect> effects) {
    for (Run run : StartOrder.inPlanOrder(runs.values())) {
      if (run.phase() != Run.Phase.WAITING) continue;
      for (RunRequest.Input input : run.inputs()) {
        String hopeless = transfers.hopeless(input.hash());
        if (hopeless != null) {
          String why = "input " + input.name() + " cannot be fetched: " + hopeless;
          end(run, Attempt.State.FAILED, why, nowNanos, effects);
          break;
        }
        TaskEffect.Fetch fetch = transfers.next(input, now.holders, now.reachable, nowNanos);
        if (fetch == null) continue;
        if (run.beginTransfer()) {
          effects.add(own.write(state(run, Attempt.State.TRANSFERRING, ""), nowNanos));
        }
        effects.add(fetch);
      }
    }
  }

  private void start(Run run, Member device, long nowNanos, List<TaskEffect> effects) {
    TaskSpec.Effort effort = run.spec().effort();
    double nominal = effort.millis() * 1e6 / (effort.divided() ? device.speed() : 1.0);
    long nominalNanos = (long) Math.min(nominal, NOMINAL_NANOS_MAX);
    run.running(utcMillis(nowNanos));
    effects.add(own.write(state(run, Attempt.State.RUNNING, ""), nowNanos));
    effects.add(new TaskEffect.Report(TaskEvents.started(run.key(), nominalNanos)));
    effects.add(
        new TaskEffect.Start(
            new RunRequest(run.key(), run.spec(), run.inputs(), device.speed(), nominalNanos)));
  }

  private void end(
      Run run, Attempt.State how, String why, long nowNanos, List<TaskEffect> effects) {
    runs.remove(run.key());
    boolean written = run.transferring() || run.phase() != Run.Phase.WAITING;
    if (written || how == Attempt.State.FAILED) {
      Attempt last = state(run, how, why);
      effects.add(own.write(ended(last, how, why, nowNanos), nowNanos));
    }
    if (how == Attempt.State.FAILED) {
      effects.add(new TaskEffect.Report(TaskEvents.failed(run.key(), cut(why))));
    }
  }

  private Attempt state(Run run, Attempt.State state, String message) {
    return new Attempt(
        run.key(),
        state,
        epochOfPlan(),
        run.startMillis(),
        0,
        run.inputHashes(),
        List.of(),
        cut(message));
  }

  private Attempt ended(Attempt last, Attempt.State how, String why, long nowNanos) {
    return new Attempt(
        last.key(),
        how,
        last.planEpoch(),
        last.startMillis(),
        utcMillis(nowNanos),
        last.inputs(),
        List.of(),
        cut(why));
  }

  private void sayUnanchored(MissionProgress progress, List<TaskEffect> effects) {
    boolean window = progress.live().mission().startMillis() > 0;
    String mission = progress.live().mission().name();
    if (anchored || !window || !unanchoredTold.add(mission)) return;
    effects.add(new TaskEffect.Report(TaskEvents.unanchored(mission)));
  }

  private long epochOfPlan() {
    return plan == null ? 0 : plan.epoch();
  }

  private long utcMillis(long nowNanos) {
    return utcAtTickMillis + (nowNanos - tickNanos) / 1_000_000;
  }

  private static String cut(String text) {
    return text.length() <= MESSAGE_CHARS_MAX ? text : text.substring(0, MESSAGE_CHARS_MAX);
  }
}
