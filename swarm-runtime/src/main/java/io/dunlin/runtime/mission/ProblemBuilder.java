package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Effort;
import io.dunlin.planner.Home;
import io.dunlin.planner.Placed;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Relaying;
import io.dunlin.planner.Rule;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The problem of an outlook: all live missions together, zero is now. Blocked tasks are left out,
 * running ones are facts, done ones are facts where somebody still needs them. Devices are named by
 * their ids, tasks by {@link TaskRef#planName}.
 */
final class ProblemBuilder {
  /**
   * What moving a task costs that has not begun: the new place must be told, and what its device
   * had prepared is in vain. What its inputs take is in the schedule itself.
   */
  private static final double MOVE_SECONDS = 0.2;

  private final Outlook outlook;
  private final LinkModel links;
  private final MissionSettings settings;
  private final Moment now;

  ProblemBuilder(Outlook outlook, LinkModel links, MissionSettings settings, Moment now) {
    this.outlook = outlook;
    this.links = links;
    this.settings = settings;
    this.now = now;
  }

  /**
   * @param keep whether tasks that have a place already must keep it; else it is their home, and
   *     moving costs
   * @throws io.dunlin.planner.InvalidProblemException when a mission makes no sense, such as a
   *     cycle that its intake let pass
   */
  Problem build(boolean keep) {
    Problem.Builder problem = Problem.builder().relaying(Relaying.NEVER).radio(settings.radio());
    outlook.devices().values().forEach(member -> problem.device(device(member)));
    for (ReplicaId from : outlook.devices().keySet()) {
      for (ReplicaId to : outlook.devices().keySet()) {
        PlanLink link = from.equals(to) ? null : links.link(from, to);
        if (link != null) problem.link(link);
      }
    }
    SortedSet<TaskRef> present = present();
    present.forEach(ref -> add(ref, keep, problem));
    present.forEach(ref -> addEdges(ref, present, problem));
    outlook.missions().values().forEach(mission -> addRules(mission, present, problem));
    return problem.build();
  }

  private static PlanDevice device(Member member) {
    return PlanDevice.named(member.id().toString(), member.speed())
        .cores(member.cores())
        .memoryBytes(member.memoryBytes())
        .has(Needs.offeredBy(member))
        .build();
  }

  /** Unfinished tasks that are not blocked, and done ones that these need or are bound to. */
  private SortedSet<TaskRef> present() {
    var present = new TreeSet<TaskRef>();
    outlook
        .tasks()
        .forEach((ref, standing) -> {
          if (standing instanceof Standing.Done || standing instanceof Standing.Blocked) return;
          present.add(ref);
          for (TaskSpec.Take take : outlook.spec(ref).takes()) addIfDone(ref, take.from(), present);
        });
    for (MissionProgress mission : outlook.missions().values()) {
      String name = mission.live().mission().name();
      for (Mission.Rule rule : mission.live().mission().rules()) {
        boolean open = rule.tasks().stream().anyMatch(t -> present.contains(new TaskRef(name, t)));
        if (!open) continue;
        for (String task : rule.tasks()) addIfDone(new TaskRef(name, task), task, present);
      }
    }
    return present;
  }

  private void addIfDone(TaskRef user, String task, SortedSet<TaskRef> present) {
    var ref = new TaskRef(user.mission(), task);
    if (outlook.standing(ref) instanceof Standing.Done) present.add(ref);
  }

  private void add(TaskRef ref, boolean keep, Problem.Builder problem) {
    TaskSpec spec = outlook.spec(ref);
    PlanTask.Builder task =
        PlanTask.named(ref.planName(), effort(spec))
            .cores(Math.max(1, spec.cores()))
            .memoryBytes(spec.memoryBytes())
            .needs(Needs.of(spec))
            .priority(Math.max(1, 1 + spec.priority()))
            .release(release(ref));
    if (spec.deadlineMillis() > 0) task.deadline(now.secondsTo(spec.deadlineMillis()));
    switch (outlook.standing(ref)) {
      case Standing.Open(AttemptKey place) -> {
        task.forbidden(silent());
        if (place != null) {
          if (keep) task.pinned(List.of(place.device().toString()));
          else problem.home(home(ref, place));
        }
      }
      case Standing.Held(AttemptKey place) -> task.pinned(List.of(place.device().toString()));
      case Standing.Running(Attempt attempt) -> problem.placed(running(ref, spec, attempt));
      case Standing.Done(Attempt result, var holders) -> problem.placed(done(ref, result, holders));
      case Standing.Blocked _ -> throw new IllegalStateException("blocked tasks are left out");
    }
    problem.task(task.build());
  }

  /** Where and when the current plan has it. */
  private Home home(TaskRef ref, AttemptKey place) {
    Plan plan = outlook.current();
    double start = 0;
    if (plan != null) {
      for (Plan.Assignment assignment : plan.assignments()) {
        if (assignment.attempt().equals(place)) start = now.secondsTo(assignment.startMillis());
      }
    }
    return new Home(ref.planName(), place.device().toString(), start, MOVE_SECONDS);
  }

  private static Effort effort(TaskSpec spec) {
    double seconds = spec.effort().millis() / 1e3;
    return spec.effort().divided() ? new Effort.Work(seconds) : new Effort.Fixed(seconds);
  }

  private double release(TaskRef ref) {
    MissionProgress mission = outlook.missions().get(ref.mission());
    if (mission == null || !now.anchored()) return 0;
    return Math.max(0, now.secondsTo(mission.live().mission().startMillis()));
  }

  /** Devices that keep what they have, but get nothing new. */
  private List<String> silent() {
    var silent = new ArrayList<String>();
    for (ReplicaId device : outlook.devices().keySet()) {
      if (!outlook.reachable().contains(device)) silent.add(device.toString());
    }
    return silent;
  }

  /** A run that is later than expected is taken to need a tenth of its time more. */
  private Placed running(TaskRef ref, TaskSpec spec, Attempt attempt) {
    ReplicaId device = attempt.key().device();
    Member member = outlook.devices().get(device);
    double speed = member == null || !spec.effort().divided() ? 1 : member.speed();
    double nominal = spec.effort().millis() / 1e3 / speed;
    double start = Math.min(0, now.secondsTo(attempt.startMillis()));
    double end = Math.max(start + nominal, 0.1 * nominal + 0.1);
    return Placed.running(ref.planName(), device.toString(), start, end);
  }

  private Placed done(TaskRef ref, Attempt result, SortedSet<ReplicaId> holders) {
    double end = Math.min(0, now.secondsTo(result.endMillis()));
    double start = Math.min(end, now.secondsTo(result.startMillis()));
    var names = new TreeSet<String>();
    for (ReplicaId holder : holders) names.add(holder.toString());
    return new Placed(
        ref.planName(), result.key().device().toString(), start, end, Placed.State.DONE, names);
  }

  private void addEdges(TaskRef to, SortedSet<TaskRef> present, Problem.Builder problem) {
    Standing standing = outlook.standing(to);
    if (standing instanceof Standing.Done || standing instanceof Standing.Running) return;
    TaskSpec spec = outlook.spec(to);
    var given = new TreeSet<String>();
    for (TaskSpec.Take take : spec.takes()) {
      var from = new TaskRef(to.mission(), take.from());
      if (!present.contains(from) || !given.add(take.from() + "." + take.output())) continue;
      problem.edge(
          new DataEdge(from.planName(), to.planName(), take.output(), bytes(from, take.output())));
    }
    for (String before : new TreeSet<>(spec.after())) {
      var from = new TaskRef(to.mission(), before);
      boolean pending =
          present.contains(from) && !(outlook.standing(from) instanceof Standing.Done);
      if (pending) problem.edge(DataEdge.control(from.planName(), to.planName()));
    }
  }

  /** The real size of a result, the expected one before. */
  private double bytes(TaskRef from, String name) {
    Attempt result = outlook.progress(from).result();
    if (result != null) {
      for (Attempt.Output output : result.outputs()) {
        if (output.name().equals(name)) return output.sizeBytes();
      }
    }
    for (TaskSpec.Give give : outlook.spec(from).gives()) {
      if (give.name().equals(name)) return give.sizeBytes();
    }
    return 0;
  }

  private static void addRules(
      MissionProgress mission, SortedSet<TaskRef> present, Problem.Builder problem) {
    String name = mission.live().mission().name();
    for (Mission.Rule rule : mission.live().mission().rules()) {
      var names = new TreeSet<String>();
      for (String task : rule.tasks()) {
        var ref = new TaskRef(name, task);
        if (present.contains(ref)) names.add(ref.planName());
      }
      if (names.size() < 2) continue;
      problem.rule(
          switch (rule.kind()) {
            case TOGETHER -> Rule.together(names);
            case APART -> Rule.apart(names);
          });
    }
  }
}
