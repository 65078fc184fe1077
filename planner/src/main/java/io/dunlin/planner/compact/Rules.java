package io.dunlin.planner.compact;

import io.dunlin.planner.Placed;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Rules as arrays over tasks that are not done; done tasks narrow what is allowed to the others.
 */
final class Rules {
  private final Problem problem;
  private final Map<String, Integer> tasks;
  private final Map<String, Integer> devices;
  private final Map<String, Placed> placed;
  private final Settled settled;

  Rules(
      Problem problem,
      Map<String, Integer> tasks,
      Map<String, Integer> devices,
      Map<String, Placed> placed,
      Settled settled) {
    this.problem = problem;
    this.tasks = tasks;
    this.devices = devices;
    this.placed = placed;
    this.settled = settled;
  }

  /** Groups joined where hard rules share a task. */
  int[][] together() {
    int[] root = new int[tasks.size()];
    Arrays.setAll(root, i -> i);
    for (Rule rule : problem.rules()) {
      int[] members = members(rule);
      if (rule.kind() == Rule.Kind.TOGETHER && rule.hard()) {
        for (int i = 1; i < members.length; i++) {
          root[find(root, members[i])] = find(root, members[0]);
        }
      }
    }
    List<List<Integer>> groups = new ArrayList<>();
    for (int t = 0; t < root.length; t++) {
      groups.add(new ArrayList<>());
    }
    for (int t = 0; t < root.length; t++) {
      groups.get(find(root, t)).add(t);
    }
    int[][] result = new int[root.length][];
    for (int t = 0; t < root.length; t++) {
      List<Integer> group = groups.get(find(root, t));
      result[t] = group.size() < 2 ? new int[0] : toArray(group);
    }
    return result;
  }

  int[][] apart() {
    List<TreeSet<Integer>> conflicts = new ArrayList<>();
    for (int t = 0; t < tasks.size(); t++) {
      conflicts.add(new TreeSet<>());
    }
    for (Rule rule : problem.rules()) {
      if (rule.kind() == Rule.Kind.APART && rule.hard()) {
        for (int a : members(rule)) {
          for (int b : members(rule)) {
            if (a != b) {
              conflicts.get(a).add(b);
            }
          }
        }
      }
    }
    return conflicts.stream().map(Rules::toArray).toArray(int[][]::new);
  }

  List<SoftRule> soft() {
    return problem.rules().stream()
        .filter(rule -> !rule.hard())
        .map(rule -> new SoftRule(rule.kind() == Rule.Kind.TOGETHER, members(rule), rule.cost()))
        .toList();
  }

  /** Forbids what the groups and the done tasks rule out. */
  void narrow(double[] seconds, int[][] together) {
    for (Rule rule : problem.rules()) {
      if (rule.hard()) {
        for (String name : rule.tasks()) {
          Placed fact = placed.get(name);
          Integer device = fact == null ? null : devices.get(fact.device());
          if (device != null && settled.done(name)) {
            for (String other : rule.tasks()) {
              Integer member = tasks.get(other);
              if (member != null && !running(other)) {
                narrow(seconds, member, device, rule.kind() == Rule.Kind.TOGETHER);
              }
            }
          }
        }
      }
    }
    int m = devices.size();
    for (int[] group : together) {
      for (int d = 0; d < m; d++) {
        boolean all = true;
        for (int member : group) {
          all &= seconds[member * m + d] < Double.POSITIVE_INFINITY;
        }
        if (!all) {
          for (int member : group) {
            seconds[member * m + d] = Double.POSITIVE_INFINITY;
          }
        }
      }
    }
  }

  private void narrow(double[] seconds, int task, int device, boolean only) {
    int m = devices.size();
    for (int d = 0; d < m; d++) {
      if ((d == device) != only) {
        seconds[task * m + d] = Double.POSITIVE_INFINITY;
      }
    }
  }

  /**
   * The tasks of a rule that are not done. What runs already is a fact that no rule undoes: of
   * several running tasks only the first counts.
   */
  private int[] members(Rule rule) {
    List<Integer> members = new ArrayList<>();
    boolean running = false;
    for (String name : rule.tasks()) {
      Integer task = tasks.get(name);
      if (task != null && !(running && running(name))) {
        running |= running(name);
        members.add(task);
      }
    }
    return toArray(members);
  }

  private boolean running(String name) {
    Placed fact = placed.get(name);
    return fact != null && fact.state() == Placed.State.RUNNING;
  }

  private static int find(int[] root, int at) {
    int top = at;
    while (root[top] != top) {
      root[top] = root[root[top]];
      top = root[top];
    }
    return top;
  }

  private static int[] toArray(Collection<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
