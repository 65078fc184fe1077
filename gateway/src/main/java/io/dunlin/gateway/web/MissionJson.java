package io.dunlin.gateway.web;

import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.MissionStatus;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.StateView;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The missions of {@code GET /api/swarm}. */
final class MissionJson {
  private MissionJson() {}

  static ArrayNode of(StateView view, PlannedTimes planned) {
    planned.learn(view);
    ArrayNode missions = Json.array();
    for (LiveMission live : view.missions().values()) missions.add(mission(view, live, planned));
    return missions;
  }

  private static ObjectNode mission(StateView view, LiveMission live, PlannedTimes planned) {
    ObjectNode node = Json.object();
    String name = live.mission().name();
    node.put("name", name).put("revision", live.revision());
    status(node, live, view.statuses().get(name));
    node.put("acceptedMillis", live.acceptedMillis()).put("cancelled", live.cancelled());
    node.put("windowStartMillis", Json.moment(live.mission().startMillis()));
    node.put("windowEndMillis", Json.moment(live.mission().endMillis()));
    Plan plan = newestPlan(view, live);
    if (plan == null) node.putNull("plan");
    else node.set("plan", plan(plan));
    MissionProgress progress = MissionProgress.of(view, live);
    ArrayNode tasks = node.putArray("tasks");
    for (TaskProgress task : progress.tasks().values()) {
      tasks.add(new TaskJson(progress, task, plan, planned).render());
    }
    return node;
  }

  private static void status(ObjectNode node, LiveMission live, @Nullable MissionStatus newest) {
    MissionStatus status =
        newest != null && newest.revision().equals(live.revision()) ? newest : null;
    String state = status == null ? "accepted" : word(status);
    node.put("state", live.cancelled() ? "cancelled" : state);
    node.put("reason", status == null ? "" : status.reason());
    long predicted = status == null ? 0 : status.predictedMillis();
    long measured = status == null ? 0 : status.measuredMillis();
    node.put("predictedSeconds", predicted == 0 ? null : predicted / 1e3);
    node.put("measuredSeconds", measured == 0 ? null : measured / 1e3);
  }

  private static String word(MissionStatus status) {
    return status.state().name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Plan newestPlan(StateView view, LiveMission live) {
    return view.plans().values().stream()
        .filter(plan -> live.revision().equals(plan.missions().get(live.mission().name())))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static ObjectNode plan(Plan plan) {
    return Json.object()
        .put("epoch", plan.epoch())
        .put("coordinator", plan.coordinator().toString())
        .put("atMillis", plan.atMillis())
        .put("makespanSeconds", plan.makespanMillis() / 1e3);
  }
}
