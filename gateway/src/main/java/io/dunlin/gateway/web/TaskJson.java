package io.dunlin.gateway.web;

import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LostMark;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.TaskSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One task of {@code GET /api/swarm}: the attempt that counts, and all attempts. */
final class TaskJson {
  private static final Comparator<AttemptKey> BY_NUMBER =
      Comparator.comparingInt(AttemptKey::n).thenComparing(AttemptKey::device);

  private final MissionProgress mission;
  private final TaskProgress task;
  private final @Nullable Plan plan;
  private final PlannedTimes planned;

  TaskJson(MissionProgress mission, TaskProgress task, @Nullable Plan plan, PlannedTimes planned) {
    this.mission = mission;
    this.task = task;
    this.plan = plan;
    this.planned = planned;
  }

  ObjectNode render() {
    Attempt shown = shown();
    Plan.Assignment next = shown == null ? assignment() : planned.of(shown.key());
    ObjectNode node = Json.object();
    node.put("name", task.spec().name()).put("action", task.spec().action());
    node.put("state", state(shown));
    AttemptKey key = shown != null ? shown.key() : next == null ? null : next.attempt();
    node.put("device", key == null ? null : key.device().toString());
    node.put("n", key == null ? null : key.n());
    node.put("plannedStartMillis", next == null ? null : next.startMillis());
    node.put("plannedEndMillis", next == null ? null : next.endMillis());
    node.put("startMillis", shown == null ? null : Json.moment(shown.startMillis()));
    node.put("endMillis", shown == null ? null : Json.moment(shown.endMillis()));
    node.set("takes", Json.texts(before(false)));
    node.set("after", Json.texts(new TreeSet<>(task.spec().after())));
    node.put("deadlineMillis", Json.moment(task.spec().deadlineMillis()));
    node.put("message", message(shown, next));
    node.set("outputs", outputs(shown));
    node.set("attempts", attempts());
    return node;
  }

  /** The result, else what is under way, else the newest attempt there was. */
  private @Nullable Attempt shown() {
    if (task.result() != null) return task.result();
    Attempt running = task.underWay();
    if (running != null) return running;
    return replanned() ? null : newest();
  }

  private @Nullable Attempt newest() {
    return task.attempts().values().stream()
        .max(Comparator.comparing(Attempt::key, BY_NUMBER))
        .orElse(null);
  }

  /** Whether the plan has a further attempt that no device has taken on yet. */
  private boolean replanned() {
    Plan.Assignment next = assignment();
    return next != null && next.attempt().n() > task.highestN();
  }

  private Plan.@Nullable Assignment assignment() {
    if (plan == null) return null;
    for (Plan.Assignment each : plan.assignments()) {
      boolean ours = each.attempt().revision().equals(mission.live().revision());
      if (ours && each.attempt().task().equals(task.spec().name())) return each;
    }
    return null;
  }

  private String state(@Nullable Attempt shown) {
    if (task.done()) return "done";
    if (mission.live().cancelled()) return "cancelled";
    if (task.exhausted()) return "failed";
    if (shown == null) return task.abandoned() ? "lost" : "waiting";
    return state(shown.key(), shown);
  }

  /** A done attempt stays done, whoever thought it lost. */
  private String state(AttemptKey key, @Nullable Attempt attempt) {
    boolean done = attempt != null && attempt.state() == Attempt.State.DONE;
    if (!done && task.lost().containsKey(key)) return "lost";
    return attempt == null ? "waiting" : attempt.state().name().toLowerCase(Locale.ROOT);
  }

  private SortedSet<String> before(boolean withControlEdges) {
    var names = new TreeSet<String>();
    for (TaskSpec.Take take : task.spec().takes()) names.add(take.from());
    if (withControlEdges) names.addAll(task.spec().after());
    return names;
  }

  /** What the device says; where it says nothing, why the task waits. */
  private String message(@Nullable Attempt shown, Plan.@Nullable Assignment next) {
    if (shown != null && !shown.message().isEmpty()) return shown.message();
    if (task.done() || mission.live().cancelled()) return "";
    if (shown != null && shown.state() != Attempt.State.WAITING) return "";
    List<String> missing = new ArrayList<>();
    for (String name : before(true)) if (!mission.task(name).done()) missing.add(name);
    if (!missing.isEmpty()) return "waits for " + String.join(", ", missing);
    if (next == null) return "waits for a plan";
    return shown == null ? "waits for its turn on the device" : "waits on the device";
  }

  private static ArrayNode outputs(@Nullable Attempt shown) {
    ArrayNode outputs = Json.array();
    if (shown == null) return outputs;
    for (Attempt.Output output : shown.outputs()) {
      outputs
          .addObject()
          .put("name", output.name())
          .put("hash", output.hash())
          .put("sizeBytes", output.sizeBytes())
          .put("contentType", output.contentType());
    }
    return outputs;
  }

  private ArrayNode attempts() {
    var keys = new TreeSet<>(BY_NUMBER);
    keys.addAll(task.attempts().keySet());
    keys.addAll(task.lost().keySet());
    ArrayNode attempts = Json.array();
    for (AttemptKey key : keys) {
      Attempt attempt = task.attempts().get(key);
      LostMark mark = task.lost().get(key);
      Plan.Assignment promised = planned.of(key);
      attempts
          .addObject()
          .put("n", key.n())
          .put("device", key.device().toString())
          .put("state", state(key, attempt))
          .put("startMillis", attempt == null ? null : Json.moment(attempt.startMillis()))
          .put("endMillis", attempt == null ? null : Json.moment(attempt.endMillis()))
          .put("plannedStartMillis", promised == null ? null : promised.startMillis())
          .put("plannedEndMillis", promised == null ? null : promised.endMillis())
          .put("lostMillis", mark == null ? null : mark.atMillis())
          .put("message", attempt == null ? "" : attempt.message());
    }
    return attempts;
  }
}
