package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.planner.InvalidProblemException;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.replan.Replanner;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LostMark;
import io.dunlin.runtime.state.MissionStatus;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.step.Machine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plans for an island, when this device is its coordinator. Each step looks whether the world is
 * still as the current plan has it; if not, a round of planning begins, at most one at a time and
 * not more often than set. All live missions make one problem; what runs stays where it runs.
 *
 * <p>Two coordinators for a while (a partition, or devices that see different islands) do no harm:
 * a device follows the highest plan that names it and that was made knowing what it runs.
 */
public final class CoordinatorMachine implements Machine<MissionInput, MissionEffect> {
  private static final long SOLVE_NANOS_MAX = 60_000_000_000L;

  private final ReplicaId self;
  private final MissionSettings settings;
  private final Silence silence;
  private final Election election;
  private final Losses losses;
  private final Statuses statuses;
  private final Replanner replanner;
  private final UsedLinks usedLinks = new UsedLinks();

  /** What the planner could not place, and missions that make no sense; both until facts change. */
  private final TreeMap<TaskRef, String> excluded = new TreeMap<>();

  private final TreeMap<String, String> invalid = new TreeMap<>();

  /** Own marks that may not show in SwarmState yet. */
  private final TreeMap<AttemptKey, Long> marked = new TreeMap<>();

  private @Nullable StateView view;
  private @Nullable ReplicaId coordinator;
  private @Nullable Plan published;
  private @Nullable Round round;
  private @Nullable Facts facts;
  private long roundAtNanos;
  private boolean planned;
  private long tokens;
  private long utcAtTickMillis;
  private long tickNanos;
  private boolean anchored;

  public CoordinatorMachine(ReplicaId self, MissionSettings settings) {
    this.self = self;
    this.settings = settings;
    this.silence = new Silence(self);
    this.election = new Election(settings.stableAfter().toNanos());
    this.losses = new Losses(self, silence);
    this.replanner = new Replanner(settings.gainPercent() / 100.0);
    this.statuses = new Statuses(self, settings.impossibleAfter().toNanos());
  }

  /** Who plans for this device's island, as far as it knows; null before the first time. */
  public @Nullable ReplicaId coordinator() {
    return coordinator;
  }

  @Override
  public List<MissionEffect> step(MissionInput input, long nowNanos) {
    var effects = new ArrayList<MissionEffect>();
    switch (input) {
      case MissionInput.Tick tick -> {
        utcAtTickMillis = tick.utcMillis();
        tickNanos = nowNanos;
        anchored = tick.anchored();
      }
      case MissionInput.StateChanged changed -> {
        view = changed.view();
        silence.observe(changed, nowNanos);
      }
      case MissionInput.Planned(long token, PlanOutcome outcome) -> {
        Round asked = round;
        if (asked != null && asked.token() == token) planned(asked, outcome, effects);
      }
    }
    if (view != null) advance(view, moment(nowNanos), effects);
    return effects;
  }

  private Moment moment(long nowNanos) {
    return new Moment(nowNanos, utcAtTickMillis + (nowNanos - tickNanos) / 1_000_000, anchored);
  }

  private void advance(StateView now, Moment moment, List<MissionEffect> effects) {
    elect(now, moment, effects);
    if (!self.equals(coordinator)) {
      round = null;
      statuses.silent();
      return;
    }
    // Most swarms have no mission most of the time; what follows costs O(links) each time.
    if (round == null && now.missions().isEmpty() && now.statuses().isEmpty()) return;
    giveUp(now, moment, effects);
    refresh(now, moment);
    Outlook outlook = outlook(now, moment);
    for (MissionStatus status : statuses.changed(now, outlook, invalid, moment)) {
      effects.add(new MissionEffect.Write(status.put()));
      effects.add(new MissionEffect.Report(MissionEvents.status(status)));
    }
    if (round != null) {
      if (moment.nanos() - roundAtNanos < SOLVE_NANOS_MAX) return;
      effects.add(new MissionEffect.Report(MissionEvents.solveLost(round.token())));
      round = null;
    }
    boolean tooSoon = planned && moment.nanos() - roundAtNanos < settings.planPause().toNanos();
    if (tooSoon) return;
    String reason = new Deviation(outlook).reason();
    if (reason == null) reason = usedLinks.changed(outlook, links(now, moment), moment);
    if (reason != null) begin(outlook, reason, moment, effects);
  }

  private void elect(StateView now, Moment moment, List<MissionEffect> effects) {
    ReplicaId elected = election.coordinator(now.members(), silence.reachable(), moment.nanos());
    if (elected == null || elected.equals(coordinator)) return;
    coordinator = elected;
    effects.add(
        new MissionEffect.Report(
            MissionEvents.coordinator(elected, elected.equals(self), silence.reachable().size())));
  }

  /** The marks come before the plan that relies on them. */
  private void giveUp(StateView now, Moment moment, List<MissionEffect> effects) {
    marked.keySet().removeIf(key -> now.lost().containsKey(key));
    for (LostMark mark : losses.find(now, current(now), moment)) {
      Long before = marked.get(mark.attempt());
      if (before != null && moment.nanos() - before < 5_000_000_000L) continue;
      marked.put(mark.attempt(), moment.nanos());
      effects.add(new MissionEffect.Write(mark.put()));
      effects.add(new MissionEffect.Report(MissionEvents.lost(mark.attempt())));
    }
  }

  /** What could not be planned may be possible once members, links or missions are others. */
  private void refresh(StateView now, Moment moment) {
    Facts seen = Facts.of(now, silence.reachable(), links(now, moment));
    if (seen.equals(facts)) return;
    facts = seen;
    excluded.clear();
    invalid.clear();
  }

  private Outlook outlook(StateView now, Moment moment) {
    return new OutlookBuilder(now, current(now), silence, excluded, moment).build(this::takesPart);
  }

  private boolean takesPart(MissionProgress mission) {
    return !mission.done() && !invalid.containsKey(mission.live().mission().name());
  }

  /** The newest plan of this island; the one just published may not show in SwarmState yet. */
  private @Nullable Plan current(StateView now) {
    Plan newest =
        now.plans().values().stream()
            .filter(plan -> plan.members().contains(self))
            .max(Comparator.naturalOrder())
            .orElse(null);
    if (published == null) return newest;
    return newest == null || published.compareTo(newest) > 0 ? published : newest;
  }

  private LinkModel links(StateView now, Moment moment) {
    return new LinkModel(now, settings, moment.utcMillis());
  }

  private void begin(Outlook outlook, String reason, Moment moment, List<MissionEffect> effects) {
    roundAtNanos = moment.nanos();
    planned = true;
    boolean placed =
        outlook.tasks().values().stream()
            .anyMatch(s -> s instanceof Standing.Open(AttemptKey now) && now != null);
    effects.add(
        new MissionEffect.Report(
            MissionEvents.planning(reason, outlook.tasks().size(), outlook.devices().size())));
    solve(
        new Round(0, reason, outlook, moment, PlanWriter.context(outlook), null, placed, null),
        effects);
  }

  /** Asks the planner, or publishes at once where nothing is to be placed. */
  private void solve(Round asked, List<MissionEffect> effects) {
    boolean open =
        asked.outlook().tasks().values().stream().anyMatch(Standing.Open.class::isInstance);
    if (!open) {
      publish(asked, new Schedule(List.of(), List.of(), 0, 0), true, effects);
      return;
    }
    StateView now = asked.outlook().view();
    var builder =
        new ProblemBuilder(asked.outlook(), links(now, asked.began()), settings, asked.began());
    Problem problem;
    try {
      problem = builder.build(asked.keeping());
    } catch (InvalidProblemException e) {
      round = null;
      setAsideInvalid(asked, e.getMessage(), effects);
      return;
    }
    long token = ++tokens;
    round = asked.solving(token, problem);
    effects.add(new MissionEffect.Solve(token, problem, settings.planTime(), token));
  }

  /** Finds the missions that make no sense by themselves; the next round goes without them. */
  private void setAsideInvalid(Round asked, @Nullable String why, List<MissionEffect> effects) {
    StateView now = asked.outlook().view();
    var culprits = new TreeMap<String, String>();
    for (String mission : asked.outlook().missions().keySet()) {
      Outlook alone =
          new OutlookBuilder(now, current(now), silence, excluded, asked.began())
              .build(m -> m.live().mission().name().equals(mission));
      try {
        new ProblemBuilder(alone, links(now, asked.began()), settings, asked.began()).build(false);
      } catch (InvalidProblemException e) {
        culprits.put(mission, String.valueOf(e.getMessage()));
      }
    }
    if (culprits.isEmpty()) {
      asked.outlook().missions().keySet().forEach(m -> culprits.put(m, String.valueOf(why)));
    }
    culprits.forEach((mission, what) -> {
      invalid.put(mission, what);
      effects.add(new MissionEffect.Report(MissionEvents.invalid(mission, what)));
    });
  }

  private void planned(Round asked, PlanOutcome outcome, List<MissionEffect> effects) {
    round = null;
    switch (outcome) {
      case PlanOutcome.Planned(Schedule schedule, var _) -> {
        if (asked.keeping()) {
          solve(asked.next(asked.outlook(), false, schedule), effects);
          return;
        }
        decide(asked, schedule, effects);
      }
      case PlanOutcome.Infeasible(String task, var _, String explanation) -> {
        if (asked.keeping()) solve(asked.next(asked.outlook(), false, null), effects);
        else if (asked.kept() != null) publish(asked, asked.kept(), true, effects);
        else setAside(asked, task, explanation, effects);
      }
    }
  }

  /** Tasks move only where what that gains pays for the moves, with something to spare. */
  private void decide(Round asked, Schedule better, List<MissionEffect> effects) {
    Schedule kept = asked.kept();
    Problem problem = asked.problem();
    if (kept == null || problem == null) {
      publish(asked, better, false, effects);
      return;
    }
    Replanner.Replanned decision = replanner.decide(problem, kept, better);
    publish(asked, decision.chosen(), !decision.adopted(), effects);
  }

  private void setAside(Round asked, String planName, String why, List<MissionEffect> effects) {
    for (TaskRef ref : asked.outlook().tasks().keySet()) {
      if (!ref.planName().equals(planName) || excluded.put(ref, why) != null) continue;
      effects.add(new MissionEffect.Report(MissionEvents.unplaceable(ref, why)));
      Outlook without =
          new OutlookBuilder(
                  asked.outlook().view(),
                  asked.outlook().current(),
                  silence,
                  excluded,
                  asked.began())
              .build(this::takesPart);
      solve(asked.next(without, false, null), effects);
      return;
    }
  }

  private void publish(Round asked, Schedule schedule, boolean kept, List<MissionEffect> effects) {
    StateView now = asked.outlook().view();
    long highest = published == null ? 0 : published.epoch();
    StateView latest = view == null ? now : view;
    for (Plan plan : latest.plans().values()) highest = Math.max(highest, plan.epoch());
    Plan plan =
        new PlanWriter(asked.outlook(), asked.began(), self)
            .write(schedule, asked.context(), highest + 1);
    published = plan;
    usedLinks.remember(schedule, links(now, asked.began()), asked.began());
    effects.add(new MissionEffect.Write(plan.put()));
    effects.add(new MissionEffect.Report(MissionEvents.published(plan, kept)));
  }
}
