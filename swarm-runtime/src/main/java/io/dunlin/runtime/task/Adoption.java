package io.dunlin.runtime.task;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.StateView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which plan a device follows: of those that name it as a member, the highest by (epoch,
 * coordinator) whose author knew what the device runs. A plan made without knowing of a run would
 * stop it for no reason; refusing it costs one more round of planning. What the author did not know
 * does no harm where the plan itself gives the run to this device, nor of attempts that have ended:
 * a result is never taken away. So neither is asked for, and a busy device is not refusing for
 * ever.
 */
final class Adoption {
  private final ReplicaId self;

  Adoption(ReplicaId self) {
    this.self = self;
  }

  /**
   * @param best the plan to follow; the current one when there is none better
   * @param refused the highest plan that was left for its ignorance, null when none was
   */
  record Choice(@Nullable Plan best, @Nullable Plan refused) {}

  Choice choose(StateView view, SortedMap<AttemptKey, Attempt> own, @Nullable Plan current) {
    Plan refused = null;
    for (Plan plan : newestFirst(view)) {
      if (current != null && plan.compareTo(current) <= 0) break;
      if (covers(plan, view, own)) return new Choice(plan, refused);
      if (refused == null) refused = plan;
    }
    return new Choice(current, refused);
  }

  private List<Plan> newestFirst(StateView view) {
    return view.plans().values().stream()
        .filter(plan -> plan.members().contains(self))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private boolean covers(Plan plan, StateView view, SortedMap<AttemptKey, Attempt> own) {
    SortedSet<AttemptKey> named = new TreeSet<>();
    for (Plan.Assignment assignment : plan.assignments()) named.add(assignment.attempt());
    Dot known = plan.context().get(self);
    for (Map.Entry<AttemptKey, Attempt> entry : own.entrySet()) {
      if (entry.getValue().state() != Attempt.State.RUNNING) continue;
      if (named.contains(entry.getKey())) continue;
      if (!entry.getValue().equals(view.attempts().get(entry.getKey()))) return false;
      Dot written = view.dots().get(entry.getKey());
      if (written == null || known == null || written.compareTo(known) > 0) return false;
    }
    return true;
  }
}
