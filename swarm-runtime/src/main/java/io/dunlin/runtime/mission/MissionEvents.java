package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.MissionStatus;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.step.Event;

/** The events of the coordinator machine; {@code docs/operations/events.md} lists them. */
final class MissionEvents {
  private MissionEvents() {}

  static Event coordinator(ReplicaId coordinator, boolean self, int island) {
    return Event.of(
        1501,
        "mission.coordinator",
        "coordinator",
        coordinator.toString(),
        "self",
        self,
        "island",
        (long) island);
  }

  static Event planning(String reason, int tasks, int devices) {
    return Event.of(
        1502,
        "mission.planning",
        "reason",
        reason,
        "tasks",
        (long) tasks,
        "devices",
        (long) devices);
  }

  static Event published(Plan plan, boolean kept) {
    return Event.of(
        1503,
        "mission.plan.published",
        "epoch",
        plan.epoch(),
        "tasks",
        (long) plan.assignments().size(),
        "members",
        (long) plan.members().size(),
        "makespanSeconds",
        plan.makespanMillis() / 1e3,
        "keptPlaces",
        kept);
  }

  static Event unplaceable(TaskRef task, String why) {
    return Event.of(
        1504,
        "mission.task.unplaceable",
        "mission",
        task.mission(),
        "task",
        task.task(),
        "reason",
        why);
  }

  static Event lost(AttemptKey key) {
    return Event.of(
        1505,
        "mission.attempt.lost",
        "mission",
        key.mission(),
        "task",
        key.task(),
        "n",
        (long) key.n(),
        "device",
        key.device().toString());
  }

  static Event status(MissionStatus status) {
    return Event.of(
        1506,
        "mission.status",
        "mission",
        status.mission(),
        "state",
        status.state().name(),
        "reason",
        status.reason());
  }

  static Event invalid(String mission, String why) {
    return Event.of(1507, "mission.invalid", "mission", mission, "reason", why);
  }

  static Event solveLost(long token) {
    return Event.of(1508, "mission.solve.lost", "token", token);
  }
}
