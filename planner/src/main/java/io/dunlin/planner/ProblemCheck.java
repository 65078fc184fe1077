package io.dunlin.planner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checks behind {@link Problem.Builder#build}. */
final class ProblemCheck {
  /**
   * No instance we know of is larger; beyond this the arrays of the search would not fit anyway.
   */
  private static final int TASKS_MAX = 1_000_000;

  private static final int DEVICES_MAX = 10_000;

  private final Problem.Builder problem;
  private final Map<String, Integer> tasks = new HashMap<>();
  private final Set<String> devices = new HashSet<>();

  ProblemCheck(Problem.Builder problem) {
    this.problem = problem;
  }

  void run() {
    checkDevices();
    checkTasks();
    checkEdges();
    checkLinks();
    checkRules();
    checkPlaced();
    checkHomes();
    checkAcyclic();
  }

  private void checkDevices() {
    require(!problem.devices.isEmpty(), "devices", "there is none");
    require(
        problem.devices.size() <= DEVICES_MAX,
        "devices",
        problem.devices.size() + " are more than " + DEVICES_MAX);
    for (PlanDevice device : problem.devices) {
      String place = "device " + quoted(device.name());
      require(!device.name().isEmpty(), "device", "a name is empty");
      require(devices.add(device.name()), place, "the name is used twice");
      positive(device.speed(), place + ".speed");
      require(device.cores() >= 1, place + ".cores", device.cores() + " is below 1");
      require(device.memoryBytes() >= 0, place + ".memoryBytes", "is negative");
      notNegative(device.readyAt(), place + ".readyAt");
      notNegative(device.metresPerSecond(), place + ".metresPerSecond");
    }
  }

  private void checkTasks() {
    require(
        problem.tasks.size() <= TASKS_MAX,
        "tasks",
        problem.tasks.size() + " are more than " + TASKS_MAX);
    for (PlanTask task : problem.tasks) {
      String place = "task " + quoted(task.name());
      require(!task.name().isEmpty(), "task", "a name is empty");
      require(tasks.put(task.name(), tasks.size()) == null, place, "the name is used twice");
      checkEffort(task.effort(), place);
      require(task.cores() >= 1, place + ".cores", task.cores() + " is below 1");
      require(task.memoryBytes() >= 0, place + ".memoryBytes", "is negative");
      require(task.priority() >= 1, place + ".priority", task.priority() + " is below 1");
      notNegative(task.release(), place + ".release");
      if (task.deadline() != null) {
        finite(task.deadline(), place + ".deadline");
      }
      known(task.pinned(), devices, place + ".pinned", "device");
      known(task.forbidden(), devices, place + ".forbidden", "device");
    }
  }

  private void checkEffort(Effort effort, String place) {
    switch (effort) {
      case Effort.Work(double seconds) -> notNegative(seconds, place + ".work");
      case Effort.Fixed(double seconds) -> notNegative(seconds, place + ".duration");
      case Effort.Measured(var seconds) -> {
        known(seconds.keySet(), devices, place + ".times", "device");
        seconds.forEach(
            (device, value) -> notNegative(value, place + ".times[" + quoted(device) + "]"));
      }
    }
  }

  private void checkEdges() {
    Set<DataEdge> seen = new HashSet<>();
    Map<List<String>, Double> outputs = new HashMap<>();
    for (DataEdge edge : problem.edges) {
      String place = "edge " + quoted(edge.from()) + " -> " + quoted(edge.to());
      require(tasks.containsKey(edge.from()), place, "there is no task " + quoted(edge.from()));
      require(tasks.containsKey(edge.to()), place, "there is no task " + quoted(edge.to()));
      require(!edge.from().equals(edge.to()), place, "a task cannot wait for itself");
      notNegative(edge.bytes(), place + ".bytes");
      require(
          seen.add(new DataEdge(edge.from(), edge.to(), edge.data(), 0)),
          place,
          "is given twice for data " + quoted(edge.data()));
      if (!edge.data().isEmpty()) {
        Double other = outputs.putIfAbsent(List.of(edge.from(), edge.data()), edge.bytes());
        require(
            other == null || other == edge.bytes(),
            place + ".bytes",
            "data "
                + quoted(edge.data())
                + " has "
                + edge.bytes()
                + " here and "
                + other
                + " elsewhere");
      }
    }
  }

  private void checkLinks() {
    Set<List<String>> seen = new HashSet<>();
    for (PlanLink link : problem.links) {
      String place = "link " + quoted(link.from()) + " -> " + quoted(link.to());
      require(devices.contains(link.from()), place, "there is no device " + quoted(link.from()));
      require(devices.contains(link.to()), place, "there is no device " + quoted(link.to()));
      require(!link.from().equals(link.to()), place, "a device needs no link to itself");
      require(seen.add(List.of(link.from(), link.to())), place, "is given twice");
      notNegative(link.latencySeconds(), place + ".latencySeconds");
      positive(link.bytesPerSecond(), place + ".bytesPerSecond");
    }
  }

  private void checkRules() {
    for (int i = 0; i < problem.rules.size(); i++) {
      Rule rule = problem.rules.get(i);
      String place = "rules[" + i + "]";
      known(rule.tasks(), tasks.keySet(), place, "task");
      require(rule.tasks().size() >= 2, place, "names fewer than two tasks");
      require(rule.cost() > 0, place + ".cost", rule.cost() + " is not above 0");
    }
  }

  private void checkPlaced() {
    Set<String> seen = new HashSet<>();
    for (Placed fact : problem.placed) {
      String place = "placed " + quoted(fact.task());
      require(tasks.containsKey(fact.task()), place, "there is no such task");
      require(seen.add(fact.task()), place, "is given twice");
      finite(fact.start(), place + ".start");
      finite(fact.end(), place + ".end");
      require(fact.start() <= fact.end(), place, "ends before it starts");
      known(fact.holders(), devices, place + ".holders", "device");
      if (fact.state() == Placed.State.RUNNING) {
        require(
            devices.contains(fact.device()), place, "there is no device " + quoted(fact.device()));
      }
    }
  }

  private void checkHomes() {
    Set<String> seen = new HashSet<>();
    for (Home home : problem.homes) {
      String place = "home " + quoted(home.task());
      require(tasks.containsKey(home.task()), place, "there is no such task");
      require(seen.add(home.task()), place, "is given twice");
      finite(home.start(), place + ".start");
      notNegative(home.moveSeconds(), place + ".moveSeconds");
    }
  }

  private void checkAcyclic() {
    int n = problem.tasks.size();
    List<List<Integer>> successors = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      successors.add(new ArrayList<>(2));
    }
    int[] open = new int[n];
    for (DataEdge edge : problem.edges) {
      int to = index(edge.to());
      successors.get(index(edge.from())).add(to);
      open[to]++;
    }
    ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < n; i++) {
      if (open[i] == 0) {
        ready.add(i);
      }
    }
    int done = 0;
    while (!ready.isEmpty()) {
      done++;
      for (int next : successors.get(ready.remove())) {
        if (--open[next] == 0) {
          ready.add(next);
        }
      }
    }
    if (done < n) {
      List<String> names = cycle(open);
      throw new InvalidProblemException(
          "edge " + quoted(names.get(0)) + " -> " + quoted(names.get(1)),
          "closes a cycle: " + String.join(" -> ", names));
    }
  }

  private int index(String task) {
    Integer found = tasks.get(task);
    if (found == null) {
      throw new IllegalStateException("edges are checked before the cycle: " + task);
    }
    return found;
  }

  /** One cycle among the tasks that still wait, as names. Walks back from any of them. */
  private List<String> cycle(int[] open) {
    int[] before = new int[open.length];
    Arrays.fill(before, -1);
    for (DataEdge edge : problem.edges) {
      if (open[index(edge.from())] > 0 && open[index(edge.to())] > 0) {
        before[index(edge.to())] = index(edge.from());
      }
    }
    int at = 0;
    while (open[at] == 0) {
      at++;
    }
    for (int i = 0; i < open.length; i++) {
      at = before[at];
    }
    List<String> names = new ArrayList<>();
    int stop = at;
    do {
      names.addFirst(problem.tasks.get(at).name());
      at = before[at];
    } while (at != stop && names.size() < 20);
    names.add(names.getFirst());
    return names;
  }

  private static void known(
      Collection<String> names, Collection<String> all, String place, String kind) {
    for (String name : names) {
      require(all.contains(name), place, "there is no " + kind + " " + quoted(name));
    }
  }

  private static void positive(double value, String place) {
    finite(value, place);
    require(value > 0, place, value + " is not above 0");
  }

  private static void notNegative(double value, String place) {
    finite(value, place);
    require(value >= 0, place, value + " is negative");
  }

  private static void finite(double value, String place) {
    require(Double.isFinite(value), place, value + " is not a finite number");
  }

  private static void require(boolean holds, String place, String what) {
    if (!holds) {
      throw new InvalidProblemException(place, what);
    }
  }

  private static String quoted(String name) {
    return '"' + (name.length() > 80 ? name.substring(0, 80) + "…" : name) + '"';
  }
}
