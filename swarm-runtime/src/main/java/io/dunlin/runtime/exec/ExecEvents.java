package io.dunlin.runtime.exec;

import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.task.RunRequest;

/** The events of the runners; {@code docs/operations/events.md} lists them. */
final class ExecEvents {
  private ExecEvents() {}

  static Event started(RunRequest request) {
    return of(1701, "exec.started", request, "action", request.task().action());
  }

  static Event ended(RunRequest request, RunOutcome how) {
    return switch (how) {
      case RunOutcome.Done(var _, String message) ->
          of(1702, "exec.done", request, "message", message);
      case RunOutcome.Failed(String why) -> of(1703, "exec.failed", request, "reason", why);
      case RunOutcome.InputMissing(String hash) ->
          of(1704, "exec.input.missing", request, "blob", hash);
    };
  }

  private static Event of(int number, String name, RunRequest request, String field, String value) {
    return Event.of(
        number,
        name,
        "attempt",
        ProcessRun.attemptName(request.attempt()),
        "kind",
        request.task().kind().name(),
        field,
        value);
  }
}
