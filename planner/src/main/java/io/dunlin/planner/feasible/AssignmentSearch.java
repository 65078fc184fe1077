package io.dunlin.planner.feasible;

import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.compact.CompactProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Depth-first search with forward checking (Haralick and Elliott 1980) over groups of tasks that
 * share a device. Ties are rules of apart and edges between devices that cannot reach each other.
 * At most {@link #STEPS_MAX} trials.
 */
final class AssignmentSearch {
  static final int STEPS_MAX = 200_000;

  private final CompactProblem problem;
  private final int devices;
  private final boolean reachable;
  private final int[] groupOf;
  private final List<int[]> groups = new ArrayList<>();

  /** Groups that share an edge, or must be apart. */
  private int[][] feeds = new int[0][];

  private int[][] fedBy = new int[0][];
  private int[][] apart = new int[0][];

  /** Depth + 1 at which a device was struck from a group, 0 while it is possible. */
  private int[] struck = new int[0];

  private int[] left = new int[0];
  private int[] chosen = new int[0];
  private int hardest;

  AssignmentSearch(CompactProblem problem) {
    this.problem = problem;
    devices = problem.devices;
    reachable = allReachable(problem);
    groupOf = new int[problem.tasks];
    Arrays.fill(groupOf, -1);
    for (int t = 0; t < problem.tasks; t++) {
      if (groupOf[t] < 0) {
        int[] group = problem.together[t].length == 0 ? new int[] {t} : problem.together[t];
        for (int member : group) {
          groupOf[member] = groups.size();
        }
        groups.add(group);
      }
    }
  }

  /** True when the device of one task can rule out a device of another group. */
  boolean tied() {
    return !reachable || Arrays.stream(problem.apart).anyMatch(others -> others.length > 0);
  }

  Feasibility run() {
    for (int[] group : groups) {
      for (int t : group) {
        for (int other : problem.apart[t]) {
          if (groupOf[other] == groupOf[t]) {
            return refused(t, "apart", "must be both together with and apart from " + name(other));
          }
        }
      }
    }
    connect(!reachable);
    if (search()) {
      int[] device = new int[problem.tasks];
      Arrays.setAll(device, t -> chosen[groupOf[t]]);
      return new Feasibility.Feasible(device, false);
    }
    int culprit = groups.get(hardest)[0];
    if (!reachable) {
      connect(false);
      if (search()) {
        return refused(
            culprit, "link", "its data would have to cross between devices without a route");
      }
    }
    return refused(
        culprit, "apart", "the devices left to it are taken by tasks that it must be apart from");
  }

  private Feasibility refused(int task, String constraint, String reason) {
    return new Feasibility.Refused(
        new PlanOutcome.Infeasible(
            name(task), constraint, "no device is left for " + name(task) + ": " + reason));
  }

  private String name(int task) {
    return problem.task(task).name();
  }

  private static boolean allReachable(CompactProblem problem) {
    for (int from = 0; from < problem.devices; from++) {
      for (int to = 0; to < problem.devices; to++) {
        if (!problem.routes.reaches(from, to)) {
          return false;
        }
      }
    }
    return true;
  }

  private void connect(boolean edges) {
    int n = groups.size();
    feeds = new int[n][];
    fedBy = new int[n][];
    apart = new int[n][];
    struck = new int[n * devices];
    left = new int[n];
    chosen = new int[n];
    Arrays.fill(chosen, -1);
    for (int g = 0; g < n; g++) {
      TreeSet<Integer> to = new TreeSet<>();
      TreeSet<Integer> from = new TreeSet<>();
      TreeSet<Integer> against = new TreeSet<>();
      for (int t : groups.get(g)) {
        for (int e = problem.succFrom[t]; edges && e < problem.succFrom[t + 1]; e++) {
          to.add(groupOf[problem.succTask[e]]);
        }
        for (int e = problem.predFrom[t]; edges && e < problem.predFrom[t + 1]; e++) {
          from.add(groupOf[problem.predTask[e]]);
        }
        for (int other : problem.apart[t]) {
          against.add(groupOf[other]);
        }
      }
      to.remove(g);
      from.remove(g);
      feeds[g] = to.stream().mapToInt(Integer::intValue).toArray();
      fedBy[g] = from.stream().mapToInt(Integer::intValue).toArray();
      apart[g] = against.stream().mapToInt(Integer::intValue).toArray();
      for (int d = 0; d < devices; d++) {
        boolean possible = true;
        for (int t : groups.get(g)) {
          possible &= problem.allows(t, d) && Feasibility.fed(problem, t, d);
        }
        struck[g * devices + d] = possible ? 0 : -1;
        left[g] += possible ? 1 : 0;
      }
    }
  }

  private boolean search() {
    int n = groups.size();
    int[] path = new int[n];
    int[] next = new int[n];
    int depth = 0;
    path[0] = tightest();
    for (int steps = 0; steps < STEPS_MAX; ) {
      int g = path[depth];
      int d = next[depth]++;
      if (d == devices) {
        hardest = g;
        next[depth] = 0;
        if (--depth < 0) {
          return false;
        }
        undo(depth, path[depth]);
        continue;
      }
      if (struck[g * devices + d] != 0) {
        continue;
      }
      steps++;
      chosen[g] = d;
      if (!strike(g, d, depth)) {
        undo(depth, g);
        continue;
      }
      if (++depth == n) {
        return true;
      }
      path[depth] = tightest();
      next[depth] = 0;
    }
    return false;
  }

  private int tightest() {
    int best = -1;
    for (int g = 0; g < left.length; g++) {
      if (chosen[g] < 0 && (best < 0 || left[g] < left[best])) {
        best = g;
      }
    }
    return best;
  }

  /** Strikes what group g on device d rules out; false when some group has nothing left. */
  private boolean strike(int g, int d, int depth) {
    boolean open = true;
    for (int other : apart[g]) {
      open &= strikeOne(other, d, depth);
    }
    for (int other : feeds[g]) {
      for (int to = 0; to < devices; to++) {
        open &= problem.routes.reaches(d, to) || strikeOne(other, to, depth);
      }
    }
    for (int other : fedBy[g]) {
      for (int from = 0; from < devices; from++) {
        open &= problem.routes.reaches(from, d) || strikeOne(other, from, depth);
      }
    }
    return open;
  }

  private boolean strikeOne(int group, int device, int depth) {
    if (chosen[group] >= 0) {
      return chosen[group] != device;
    }
    if (struck[group * devices + device] == 0) {
      struck[group * devices + device] = depth + 1;
      left[group]--;
      hardest = left[group] == 0 ? group : hardest;
    }
    return left[group] > 0;
  }

  private void undo(int depth, int group) {
    chosen[group] = -1;
    for (int i = 0; i < struck.length; i++) {
      if (struck[i] == depth + 1) {
        struck[i] = 0;
        left[i / devices]++;
      }
    }
  }
}
