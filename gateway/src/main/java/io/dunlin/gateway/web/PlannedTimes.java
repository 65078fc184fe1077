package io.dunlin.gateway.web;

import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.StateView;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was planned for each attempt when it was planned last. A plan names only what is still to be
 * done, so a finished task's promise would be gone from the newest; this remembers it for as long
 * as the mission's revision is in force, at most {@link #ATTEMPTS_MAX} attempts, in this process.
 */
final class PlannedTimes {
  static final int ATTEMPTS_MAX = 16_384;

  private final SortedMap<AttemptKey, Plan.Assignment> promised = new TreeMap<>();

  /** Takes in the plans of this view. Cost O(assignments). */
  synchronized void learn(StateView view) {
    Set<String> inForce = new HashSet<>();
    for (LiveMission live : view.missions().values()) inForce.add(live.revision());
    promised.keySet().removeIf(key -> !inForce.contains(key.revision()));
    view.plans().values().stream()
        .sorted()
        .forEach(plan -> {
          for (Plan.Assignment each : plan.assignments()) {
            if (!inForce.contains(each.attempt().revision())) continue;
            if (promised.size() < ATTEMPTS_MAX) promised.put(each.attempt(), each);
          }
        });
  }

  /** What was planned for this very attempt, or null. */
  synchronized Plan.@Nullable Assignment of(AttemptKey attempt) {
    return promised.get(attempt);
  }
}
