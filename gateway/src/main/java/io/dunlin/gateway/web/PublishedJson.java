package io.dunlin.gateway.web;

import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.StateView;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** What missions handed to people: the inputs of done {@code gateway.publish} tasks. */
final class PublishedJson {
  private PublishedJson() {}

  /**
   * @param here whether the gateway has the blob of this hash
   */
  static byte[] of(StateView view, Predicate<String> here) {
    ArrayNode results = Json.array();
    for (LiveMission live : view.missions().values()) {
      MissionProgress progress = MissionProgress.of(view, live);
      for (TaskProgress task : progress.tasks().values()) {
        Attempt result = task.result();
        if (result == null || !task.spec().action().equals(MissionProgress.PUBLISH)) continue;
        published(results, progress, task, result, here);
      }
    }
    return Json.bytes(results);
  }

  private static void published(
      ArrayNode results,
      MissionProgress progress,
      TaskProgress task,
      Attempt result,
      Predicate<String> here) {
    Map<String, Made> made = made(progress);
    for (int i = 0; i < result.inputs().size(); i++) {
      String hash = result.inputs().get(i);
      Made by = made.get(hash);
      boolean named = i < task.spec().takes().size();
      results
          .addObject()
          .put("mission", progress.live().mission().name())
          .put("task", task.spec().name())
          .put("name", named ? task.spec().takes().get(i).name() : "input " + (i + 1))
          .put("from", by == null ? null : by.attempt().key().task())
          .put("device", by == null ? null : by.attempt().key().device().toString())
          .put("hash", hash)
          .put("sizeBytes", by == null ? null : by.output().sizeBytes())
          .put("contentType", by == null ? null : by.output().contentType())
          .put("here", here.test(hash))
          .put("atMillis", Json.moment(result.endMillis()));
    }
  }

  /** An output with the attempt that made it. */
  private record Made(Attempt attempt, Attempt.Output output) {}

  private static Map<String, Made> made(MissionProgress progress) {
    var made = new TreeMap<String, Made>();
    for (TaskProgress task : progress.tasks().values()) {
      for (Attempt attempt : task.attempts().values()) {
        for (Attempt.Output output : attempt.outputs()) {
          made.putIfAbsent(output.hash(), new Made(attempt, output));
        }
      }
    }
    return made;
  }

  /** What the maker of a blob said it is, or null when nobody did. */
  static @Nullable String contentType(StateView view, String hash) {
    for (Attempt attempt : view.attempts().values()) {
      for (Attempt.Output output : attempt.outputs()) {
        if (output.hash().equals(hash)) return output.contentType();
      }
    }
    return null;
  }
}
