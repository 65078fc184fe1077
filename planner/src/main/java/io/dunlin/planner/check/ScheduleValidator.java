package io.dunlin.planner.check;

import io.dunlin.planner.Effort;
import io.dunlin.planner.Placed;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Rule;
import io.dunlin.planner.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a schedule against its problem: every task once, on a device that can run it, for as long
 * as it takes, within cores and memory, after its inputs arrived over booked links. Times may be
 * off by a share of {@code 1e-9} of the makespan. Cost O((tasks + transfers)² ) at worst.
 */
public final class ScheduleValidator {
  private static final double TOLERANCE = 1e-9;

  private final Problem problem;
  private final Schedule schedule;
  private final double slack;
  private final Map<String, PlanTask> tasks = new HashMap<>();
  private final Map<String, PlanDevice> devices = new HashMap<>();
  private final Map<String, Placed> facts = new HashMap<>();
  private final TreeMap<String, Schedule.Slot> slots = new TreeMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private ScheduleValidator(Problem problem, Schedule schedule) {
    this.problem = problem;
    this.schedule = schedule;
    slack = TOLERANCE * Math.max(1e-300, schedule.makespan());
    problem.tasks().forEach(task -> tasks.put(task.name(), task));
    problem.devices().forEach(device -> devices.put(device.name(), device));
    problem.placed().forEach(fact -> facts.put(fact.task(), fact));
  }

  /** Everything wrong, empty when nothing is. */
  public static List<Violation> validate(Problem problem, Schedule schedule) {
    ScheduleValidator validator = new ScheduleValidator(problem, schedule);
    if (validator.checkSlots()) {
      validator.checkDevices();
      validator.checkRules();
      validator.checkTotals();
      new DataCheck(problem, schedule, validator.slots, validator.facts, slack(schedule))
          .run(validator.violations);
    }
    return List.copyOf(validator.violations);
  }

  private static double slack(Schedule schedule) {
    return TOLERANCE * Math.max(1e-300, schedule.makespan());
  }

  private boolean checkSlots() {
    for (Schedule.Slot slot : schedule.slots()) {
      PlanTask task = tasks.get(slot.task());
      PlanDevice device = devices.get(slot.device());
      if (task == null || device == null) {
        wrong(slot.task(), task == null ? "task" : "device", "is not in the problem: " + slot);
      } else if (slots.put(slot.task(), slot) != null) {
        wrong(slot.task(), "task", "is scheduled twice");
      } else {
        checkSlot(slot, task, device);
      }
    }
    for (PlanTask task : problem.tasks()) {
      Placed fact = facts.get(task.name());
      boolean done = fact != null && fact.state() == Placed.State.DONE;
      if (!done && !slots.containsKey(task.name())) {
        wrong(task.name(), "task", "is not scheduled");
      }
    }
    return violations.isEmpty();
  }

  private void checkSlot(Schedule.Slot slot, PlanTask task, PlanDevice device) {
    Placed fact = facts.get(task.name());
    if (fact != null && fact.state() == Placed.State.RUNNING) {
      require(slot.device().equals(fact.device()), task, "device", "it runs on " + fact.device());
      require(near(slot.start(), fact.start()), task, "times", "it started at " + fact.start());
      require(near(slot.end(), fact.end()), task, "times", "it ends at " + fact.end());
      return;
    }
    require(device.has().containsAll(task.needs()), task, "needs", device + " lacks hardware");
    require(task.cores() <= device.cores(), task, "cores", device + " has too few");
    require(task.memoryBytes() <= device.memoryBytes(), task, "memory", device + " has too little");
    require(
        task.pinned().isEmpty() || task.pinned().contains(device.name()),
        task,
        "pinned",
        "to " + task.pinned() + ", not " + device.name());
    require(!task.forbidden().contains(device.name()), task, "forbidden", "on " + device.name());
    Double seconds = seconds(task, device);
    require(
        seconds != null && near(slot.end() - slot.start(), seconds),
        task,
        "times",
        "takes " + seconds + ", not " + (slot.end() - slot.start()));
    require(slot.start() >= task.release() - slack, task, "release", "starts at " + slot.start());
    require(
        slot.start() >= device.readyAt() - slack,
        task,
        "ready",
        device.name() + " is ready at " + device.readyAt() + ", not " + slot.start());
  }

  private static @Nullable Double seconds(PlanTask task, PlanDevice device) {
    return switch (task.effort()) {
      case Effort.Work work -> work.seconds() / device.speed();
      case Effort.Fixed fixed -> fixed.seconds();
      case Effort.Measured measured -> measured.seconds().get(device.name());
    };
  }

  /** Cores, memory and travel on each device, by looking at each start. */
  private void checkDevices() {
    Map<String, List<Schedule.Slot>> byDevice = new TreeMap<>();
    for (Schedule.Slot slot : slots.values()) {
      byDevice.computeIfAbsent(slot.device(), absent -> new ArrayList<>()).add(slot);
    }
    byDevice.forEach((name, mine) -> {
      PlanDevice device = devices.get(name);
      if (device != null) {
        mine.sort(Comparator.comparingDouble(Schedule.Slot::start));
        checkCapacity(device, mine);
        checkTravel(device, mine);
      }
    });
  }

  private void checkCapacity(PlanDevice device, List<Schedule.Slot> mine) {
    List<Schedule.Slot> open = new ArrayList<>();
    for (Schedule.Slot slot : mine) {
      open.removeIf(other -> other.end() <= slot.start() + slack);
      if (slot.end() - slot.start() <= slack) {
        continue;
      }
      open.add(slot);
      long cores = 0;
      double memory = 0;
      boolean planned = false;
      for (Schedule.Slot other : open) {
        PlanTask task = tasks.get(other.task());
        if (task != null) {
          cores += task.cores();
          memory += task.memoryBytes();
          planned |= !running(other.task());
        }
      }
      if (planned && cores > device.cores()) {
        wrong(slot.task(), "cores", device.name() + " would need " + cores + " at " + slot.start());
      }
      if (planned && memory > device.memoryBytes()) {
        wrong(slot.task(), "memory", device.name() + " would need " + memory + " bytes");
      }
    }
  }

  private void checkTravel(PlanDevice device, List<Schedule.Slot> mine) {
    var at = device.at();
    if (at == null || device.metresPerSecond() == 0) {
      return;
    }
    double since = device.readyAt();
    for (Schedule.Slot slot : mine) {
      PlanTask task = tasks.get(slot.task());
      var to = task == null ? null : task.at();
      if (to == null) {
        continue;
      }
      double arrival = since + at.distance(to) / device.metresPerSecond();
      if (!running(slot.task()) && slot.start() < arrival - slack) {
        wrong(slot.task(), "travel", device.name() + " arrives at " + arrival);
      }
      at = to;
      since = slot.end();
    }
  }

  private void checkRules() {
    for (Rule rule : problem.rules()) {
      if (!rule.hard()) {
        continue;
      }
      List<Schedule.Slot> members =
          rule.tasks().stream()
              .filter(slots::containsKey)
              .map(name -> Objects.requireNonNull(slots.get(name)))
              .toList();
      for (Schedule.Slot one : members) {
        for (Schedule.Slot other : members) {
          boolean pair = one.task().compareTo(other.task()) < 0;
          boolean facts = running(one.task()) && running(other.task());
          boolean same = one.device().equals(other.device());
          if (pair && !facts && same != (rule.kind() == Rule.Kind.TOGETHER)) {
            wrong(
                one.task(),
                rule.kind() == Rule.Kind.TOGETHER ? "together" : "apart",
                "against " + other.task());
          }
        }
      }
    }
  }

  private void checkTotals() {
    double last = 0;
    double late = 0;
    for (Schedule.Slot slot : slots.values()) {
      last = Math.max(last, slot.end());
      PlanTask task = tasks.get(slot.task());
      Double deadline = task == null ? null : task.deadline();
      if (task != null && deadline != null) {
        late += task.priority() * Math.max(0, slot.end() - deadline);
      }
    }
    if (!near(last, schedule.makespan())) {
      wrong("schedule", "makespan", "says " + schedule.makespan() + ", is " + last);
    }
    if (Math.abs(late - schedule.lateness()) > TOLERANCE * Math.max(1, late)) {
      wrong("schedule", "makespan", "says lateness " + schedule.lateness() + ", is " + late);
    }
  }

  private boolean running(String task) {
    Placed fact = facts.get(task);
    return fact != null && fact.state() == Placed.State.RUNNING;
  }

  private boolean near(double a, double b) {
    return Math.abs(a - b) <= slack;
  }

  private void require(boolean holds, PlanTask task, String constraint, String explanation) {
    if (!holds) {
      wrong(task.name(), constraint, explanation);
    }
  }

  private void wrong(String subject, String constraint, String explanation) {
    violations.add(new Violation(subject, constraint, explanation));
  }
}
