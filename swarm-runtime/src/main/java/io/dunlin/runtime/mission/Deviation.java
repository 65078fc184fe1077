package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Plan;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where the world no longer is as the current plan has it. */
final class Deviation {
  private final Outlook outlook;
  private final @Nullable Plan plan;
  private final SortedSet<AttemptKey> named = new TreeSet<>();

  Deviation(Outlook outlook) {
    this.outlook = outlook;
    this.plan = outlook.current();
    if (plan != null) plan.assignments().forEach(a -> named.add(a.attempt()));
  }

  /** Why a new plan is needed, in a sentence; null when the current one still fits. */
  @Nullable String reason() {
    boolean work = false;
    long ahead = 0;
    String unplanned = null;
    for (TaskRef ref : outlook.tasks().keySet()) {
      String refusal = refusal(ref);
      if (refusal != null) return refusal;
      switch (outlook.standing(ref)) {
        case Standing.Open(AttemptKey now) -> {
          work = true;
          String why = misplaced(ref, now);
          if (why == null) ahead++;
          else if (unplanned == null) unplanned = why;
        }
        case Standing.Running(Attempt attempt) -> {
          work = true;
          String why = repeated(ref, attempt.key());
          if (why != null) return why;
        }
        case Standing.Held _ -> work = true;
        case Standing.Done(Attempt result, var _) -> {
          String why = repeated(ref, result.key());
          if (why != null) return why;
        }
        case Standing.Blocked _ -> {}
      }
    }
    if (unplanned != null && !(beyondHorizon() && ahead > PlanWriter.ASSIGNMENTS_MAX / 4)) {
      return unplanned;
    }
    return work ? newcomer() : null;
  }

  private boolean beyondHorizon() {
    return plan != null && plan.assignments().size() >= PlanWriter.ASSIGNMENTS_MAX;
  }

  private @Nullable String misplaced(TaskRef ref, @Nullable AttemptKey now) {
    if (now == null || !named.contains(now)) return "task " + ref.planName() + " has no place";
    Member member = outlook.devices().get(now.device());
    if (member != null && !Needs.meets(member, outlook.spec(ref))) {
      return "task " + ref.planName() + " no longer fits its device";
    }
    return null;
  }

  /** A device that runs something the plan's author did not know of has refused the plan. */
  private @Nullable String refusal(TaskRef ref) {
    for (Attempt attempt : outlook.progress(ref).attempts().values()) {
      if (attempt.state() != Attempt.State.RUNNING || !refused(attempt)) continue;
      return "device "
          + attempt.key().device().shortHex()
          + " runs "
          + ref.planName()
          + " unplanned";
    }
    return null;
  }

  /** It runs outside of the plan, and the plan's author did not know. */
  private boolean refused(Attempt attempt) {
    AttemptKey key = attempt.key();
    if (plan == null || named.contains(key)) return false;
    if (!outlook.reachable().contains(key.device())) return false;
    Dot written = outlook.view().dots().get(key);
    Dot known = plan.context().get(key.device());
    return written == null || known == null || written.compareTo(known) > 0;
  }

  /** Another attempt at the task is under way that the plan still wants. */
  private @Nullable String repeated(TaskRef ref, AttemptKey counts) {
    for (Attempt attempt : outlook.progress(ref).attempts().values()) {
      AttemptKey key = attempt.key();
      if (attempt.ended() || key.equals(counts) || !named.contains(key)) continue;
      if (outlook.reachable().contains(key.device())) {
        return "task " + ref.planName() + " is under way twice or done";
      }
    }
    return null;
  }

  private @Nullable String newcomer() {
    if (plan == null) return "there is no plan";
    for (ReplicaId device : outlook.reachable()) {
      boolean member = outlook.devices().containsKey(device);
      if (member && !plan.members().contains(device)) {
        return "device " + device.shortHex() + " joined";
      }
    }
    return null;
  }
}
