package io.dunlin.runtime.task;

import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.step.Event;

/** The events of the task machine; {@code docs/operations/events.md} lists them. */
final class TaskEvents {
  private TaskEvents() {}

  static Event planAdopted(Plan plan, long tasks) {
    return Event.of(
        1601,
        "task.plan.adopted",
        "epoch",
        plan.epoch(),
        "coordinator",
        plan.coordinator().toString(),
        "tasks",
        tasks);
  }

  static Event planRefused(Plan plan) {
    return Event.of(
        1602,
        "task.plan.refused",
        "epoch",
        plan.epoch(),
        "coordinator",
        plan.coordinator().toString(),
        "reason",
        "made without knowing of a run of this device");
  }

  static Event started(AttemptKey key, long nominalNanos) {
    return of(1603, "task.started", key, "expectedSeconds", nominalNanos / 1e9);
  }

  static Event done(AttemptKey key, String message) {
    return of(1604, "task.done", key, "message", message);
  }

  static Event failed(AttemptKey key, String why) {
    return of(1605, "task.failed", key, "reason", why);
  }

  static Event cancelled(AttemptKey key, String why) {
    return of(1606, "task.cancelled", key, "reason", why);
  }

  static Event fetchFailed(String hash, String why) {
    return Event.of(1607, "task.fetch.failed", "blob", hash, "reason", why);
  }

  static Event unanchored(String mission) {
    return Event.of(
        1608,
        "task.window.ignored",
        "mission",
        mission,
        "reason",
        "no clock anchor: the mission starts on receipt");
  }

  static Event rewritten(AttemptKey key) {
    return of(1609, "task.state.rewritten", key, "reason", "an earlier write did not show up");
  }

  private static Event of(int number, String name, AttemptKey key, String field, Object value) {
    return Event.of(
        number,
        name,
        "mission",
        key.mission(),
        "task",
        key.task(),
        "n",
        (long) key.n(),
        field,
        value);
  }
}
