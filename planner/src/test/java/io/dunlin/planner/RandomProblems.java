package io.dunlin.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Problems drawn from a seed, for properties: some classical, some with everything. */
public final class RandomProblems {
  private RandomProblems() {}

  /** A graph of {@code tasks} on processors that are all linked: the classical model. */
  public static Problem classical(long seed, int tasks, int devices) {
    Random random = new Random(seed);
    Problem.Builder problem = Problem.builder().relaying(Relaying.WHERE_NO_LINK);
    for (int d = 0; d < devices; d++) {
      problem.device(PlanDevice.processor("d" + d, 0.2 + random.nextDouble() * 3));
      for (int other = 0; other < d; other++) {
        problem.links("d" + other, "d" + d, 0, 0.3 + random.nextDouble() * 3);
      }
    }
    for (int t = 0; t < tasks; t++) {
      problem.task(PlanTask.work("t" + t, random.nextInt(8) == 0 ? 0 : random.nextDouble() * 10));
    }
    edges(problem, random, tasks, 2.0);
    return problem.build();
  }

  /**
   * Cores, memory, hardware, rules, releases, deadlines, relays, radios, facts. May be infeasible.
   */
  public static Problem everything(long seed, int tasks, int devices) {
    Random random = new Random(seed);
    Problem.Builder problem = Problem.builder();
    problem
        .radio(List.of(Radio.values()).get(random.nextInt(3)))
        .relaying(List.of(Relaying.values()).get(random.nextInt(3)));
    for (int d = 0; d < devices; d++) {
      problem.device(device(random, d));
      for (int other = 0; other < d; other++) {
        if (other == d - 1 || random.nextInt(3) == 0) {
          problem.links(
              "d" + other, "d" + d, random.nextDouble() * 0.5, 10 + random.nextDouble() * 1000);
        }
      }
    }
    for (int t = 0; t < tasks; t++) {
      problem.task(task(random, t, devices));
    }
    edges(problem, random, tasks, 300);
    for (int r = random.nextInt(3); r > 0 && tasks > 5; r--) {
      List<String> members = List.of("t" + random.nextInt(tasks / 2), "t" + (tasks / 2 + r));
      Rule.Kind kind = random.nextBoolean() ? Rule.Kind.TOGETHER : Rule.Kind.APART;
      double cost = random.nextInt(3) == 0 ? 5 : Double.POSITIVE_INFINITY;
      problem.rule(new Rule(kind, new TreeSet<>(members), cost));
    }
    facts(problem, random, tasks, devices);
    return problem.build();
  }

  private static PlanDevice device(Random random, int d) {
    PlanDevice.Builder device =
        PlanDevice.named("d" + d, 0.5 + random.nextDouble() * 2)
            .cores(1 + random.nextInt(4))
            .memoryBytes(50 + random.nextInt(100))
            .readyAt(random.nextInt(4) == 0 ? random.nextDouble() * 5 : 0)
            .has(random.nextBoolean() ? Set.of("camera") : Set.of());
    if (random.nextInt(3) == 0) {
      device.travels(new Place(random.nextInt(100), random.nextInt(100)), 10);
    }
    return device.build();
  }

  private static PlanTask task(Random random, int t, int devices) {
    double seconds = random.nextDouble() * 10;
    PlanTask.Builder task =
        PlanTask.named(
                "t" + t,
                random.nextBoolean() ? new Effort.Work(seconds) : new Effort.Fixed(seconds))
            .cores(1 + random.nextInt(2))
            .memoryBytes(random.nextInt(60))
            .release(random.nextInt(5) == 0 ? random.nextDouble() * 10 : 0)
            .deadline(random.nextInt(4) == 0 ? random.nextDouble() * 30 : null)
            .priority(1 + random.nextInt(3));
    if (random.nextInt(6) == 0) {
      task.needs(Set.of("camera"));
    }
    if (random.nextInt(8) == 0) {
      task.pinned(Set.of("d" + random.nextInt(devices)));
    }
    if (random.nextInt(4) == 0) {
      task.at(new Place(random.nextInt(100), random.nextInt(100)));
    }
    return task.build();
  }

  private static void edges(Problem.Builder problem, Random random, int tasks, double bytes) {
    for (int to = 1; to < tasks; to++) {
      Set<Integer> from = new TreeSet<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        from.add(random.nextInt(to));
      }
      for (int p : from) {
        boolean control = random.nextInt(6) == 0;
        boolean named = !control && random.nextBoolean();
        double size = named ? bytes / (1 + p) : random.nextDouble() * bytes;
        problem.edge(new DataEdge("t" + p, "t" + to, named ? "out" : "", control ? 0 : size));
      }
    }
  }

  private static void facts(Problem.Builder problem, Random random, int tasks, int devices) {
    List<Placed> facts = new ArrayList<>();
    int placed = random.nextInt(3) == 0 ? Math.min(tasks, 2) : 0;
    for (int t = 0; t < placed; t++) {
      String device = "d" + random.nextInt(devices);
      facts.add(
          random.nextBoolean() || t > 0
              ? Placed.done("t" + t, device, -2, -1)
              : Placed.running("t" + t, device, -1, 3));
    }
    facts.forEach(problem::placed);
  }
}
