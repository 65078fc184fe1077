package io.dunlin.gateway.plan;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Radio;
import io.dunlin.planner.Relaying;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Layered graphs of made-up numbers, of several sizes. */
final class WarmUp {
  /** How long each is planned at most. */
  static final Duration EACH = Duration.ofMillis(300);

  private WarmUp() {}

  static List<Problem> problems(Radio radio) {
    return List.of(layered(60, 6, radio), layered(400, 12, radio), layered(9, 3, radio));
  }

  private static Problem layered(int tasks, int devices, Radio radio) {
    var random = new SplittableRandom(tasks);
    Problem.Builder problem = Problem.builder().radio(radio).relaying(Relaying.WHERE_NO_LINK);
    for (int d = 0; d < devices; d++) {
      problem.device(PlanDevice.processor("d" + d, random.nextDouble(0.5, 2)));
      for (int other = 0; other < d; other++) {
        problem.links("d" + d, "d" + other, 0, random.nextDouble(0.5, 2));
      }
    }
    int width = Math.max(2, tasks / 10);
    for (int t = 0; t < tasks; t++) {
      problem.task(PlanTask.work("t" + t, random.nextDouble(0.1, 2)));
      int layer = t / width * width;
      for (int before = Math.max(0, layer - width); before < layer; before++) {
        if (random.nextInt(width) > 2) continue;
        problem.edge(new DataEdge("t" + before, "t" + t, "", random.nextDouble(0, 2)));
      }
    }
    return problem.build();
  }
}
