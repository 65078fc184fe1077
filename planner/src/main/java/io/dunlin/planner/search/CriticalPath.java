package io.dunlin.planner.search;

import io.dunlin.planner.compact.CompactProblem;
import java.util.SplittableRandom;

/** Draws tasks from the longest paths of a solution. */
final class CriticalPath {
  private final CompactProblem problem;
  private final SolutionGraph graph;
  private final SplittableRandom random;

  CriticalPath(SolutionGraph graph, SplittableRandom random) {
    this.problem = graph.problem;
    this.graph = graph;
    this.random = random;
  }

  /** A task of a longest path, walked from its end; each task of the path has the same chance. */
  int task(double makespan) {
    int at = -1;
    int ties = 0;
    for (int d = 0; d < graph.m; d++) {
      if (graph.length[d] > 0) {
        int last = graph.sequence[d][graph.length[d] - 1];
        if (graph.end[last] >= makespan && random.nextInt(++ties) == 0) {
          at = last;
        }
      }
    }
    int picked = at < 0 ? random.nextInt(graph.n) : at;
    for (int seen = 1; at >= 0; seen++) {
      if (random.nextInt(seen) == 0) {
        picked = at;
      }
      at = holder(at);
    }
    return picked;
  }

  /** The task whose end holds back the start of {@code task}; -1 when none does. */
  private int holder(int task) {
    int found = -1;
    int ties = 0;
    int d = graph.device[task];
    if (graph.rank[task] > 0) {
      int p = graph.sequence[d][graph.rank[task] - 1];
      if (graph.end[p] == graph.head[task]) {
        found = p;
        ties = 1;
      }
    }
    for (int e = problem.predFrom[task]; e < problem.predFrom[task + 1]; e++) {
      int p = problem.predTask[e];
      double arrival = graph.end[p] + graph.transfer(graph.device[p], d, problem.predBytes[e]);
      if (arrival == graph.head[task] && random.nextInt(++ties) == 0) {
        found = p;
      }
    }
    return found;
  }
}
