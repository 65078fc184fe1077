package io.dunlin.planner.search;

import io.dunlin.planner.compact.CompactProblem;
import java.util.SplittableRandom;

/**
 * A few tasks joined by data, grown at random around one: a piece of a chain or of a subtree.
 * Running tasks are never of it.
 */
final class Cluster {
  private static final int SIZE_MAX = 8;

  /** One neighbour of so many is passed over, so that clusters have different shapes. */
  private static final int PASSED_OVER = 4;

  private final CompactProblem problem;
  private final SolutionGraph graph;
  private final SplittableRandom random;
  private final int[] members = new int[SIZE_MAX];
  private final boolean[] chosen;
  private int size;

  Cluster(SolutionGraph graph, SplittableRandom random) {
    this.graph = graph;
    this.random = random;
    problem = graph.problem;
    chosen = new boolean[problem.tasks];
  }

  /** Tasks of the cluster grown last. */
  int size() {
    return size;
  }

  /** By position in the order. */
  int member(int index) {
    return members[index];
  }

  /**
   * Grows a new cluster of one to eight tasks.
   *
   * @param sameDevice only tasks on the device of the root
   */
  void grow(int root, boolean sameDevice) {
    int most = 2 + random.nextInt(SIZE_MAX - 1);
    size = 0;
    add(root);
    for (int i = 0; i < size; i++) {
      int at = members[i];
      for (int e = problem.predFrom[at]; e < problem.predFrom[at + 1] && size < most; e++) {
        join(problem.predTask[e], root, sameDevice);
      }
      for (int e = problem.succFrom[at]; e < problem.succFrom[at + 1] && size < most; e++) {
        join(problem.succTask[e], root, sameDevice);
      }
    }
    sort();
    for (int i = 0; i < size; i++) {
      chosen[members[i]] = false;
    }
  }

  private void join(int task, int root, boolean sameDevice) {
    boolean joins =
        !chosen[task]
            && !problem.running(task)
            && (!sameDevice || graph.device[task] == graph.device[root])
            && random.nextInt(PASSED_OVER) > 0;
    if (joins) {
      add(task);
    }
  }

  private void add(int task) {
    chosen[task] = true;
    members[size++] = task;
  }

  private void sort() {
    for (int i = 1; i < size; i++) {
      int task = members[i];
      int at = i;
      for (; at > 0 && graph.position[members[at - 1]] > graph.position[task]; at--) {
        members[at] = members[at - 1];
      }
      members[at] = task;
    }
  }
}
