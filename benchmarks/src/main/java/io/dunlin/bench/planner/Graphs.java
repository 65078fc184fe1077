package io.dunlin.bench.planner;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Relaying;
import java.util.SplittableRandom;

/** Made-up problems of any size, for what no published instance is large enough. */
final class Graphs {
  private Graphs() {}

  /** Layers of about {@code sqrt(tasks)}; each task takes from one to three of the layer before. */
  static Problem layered(int tasks, int devices, double ccr, long seed) {
    var random = new SplittableRandom(seed);
    Problem.Builder problem = network(devices, random);
    int width = Math.max(2, (int) Math.sqrt(tasks));
    for (int t = 0; t < tasks; t++) {
      problem.task(PlanTask.work("t" + t, random.nextDouble(0.2, 1.8)));
      int layer = t / width;
      if (layer == 0) continue;
      int first = random.nextInt(width);
      for (int k = random.nextInt(3); k >= 0; k--) {
        int from = (layer - 1) * width + (first + k * 7) % width;
        if (k > 0 && (k * 7) % width == 0) continue;
        problem.edge(new DataEdge("t" + from, "t" + t, "", ccr * random.nextDouble(0.2, 1.8)));
      }
    }
    return problem.build();
  }

  /** Every task but the last gives its output to one later task, three to one. */
  static Problem inTree(int tasks, int devices, double ccr, long seed) {
    var random = new SplittableRandom(seed);
    Problem.Builder problem = network(devices, random);
    for (int t = 0; t < tasks; t++) {
      problem.task(PlanTask.work("t" + t, random.nextDouble(0.2, 1.8)));
      if (t == 0) continue;
      problem.edge(new DataEdge("t" + t, "t" + (t - 1) / 3, "", ccr * random.nextDouble(0.2, 1.8)));
    }
    return problem.build();
  }

  /** Every task but the first takes the output of one earlier task; three take one's. */
  static Problem outTree(int tasks, int devices, double ccr, long seed) {
    var random = new SplittableRandom(seed);
    Problem.Builder problem = network(devices, random);
    for (int t = 0; t < tasks; t++) {
      problem.task(PlanTask.work("t" + t, random.nextDouble(0.2, 1.8)));
      if (t == 0) continue;
      problem.edge(new DataEdge("t" + (t - 1) / 3, "t" + t, "", ccr * random.nextDouble(0.2, 1.8)));
    }
    return problem.build();
  }

  private static Problem.Builder network(int devices, SplittableRandom random) {
    Problem.Builder problem = Problem.builder().relaying(Relaying.WHERE_NO_LINK);
    for (int d = 0; d < devices; d++) {
      problem.device(PlanDevice.processor("d" + d, random.nextDouble(0.5, 1.5)));
      for (int other = 0; other < d; other++) {
        problem.links("d" + d, "d" + other, 0, random.nextDouble(0.5, 1.5));
      }
    }
    return problem;
  }
}
