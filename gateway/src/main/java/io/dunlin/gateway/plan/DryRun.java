package io.dunlin.gateway.plan;

import io.dunlin.planner.LowerBound;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.explain.Alternative;
import io.dunlin.planner.explain.Explainer;
import io.dunlin.planner.explain.Slack;
import io.dunlin.runtime.state.Mission;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A mission planned on a swarm, in the words of the user: tasks and devices by their names.
 *
 * @param raw the planner's schedule, in its own names
 * @param slack seconds by task
 * @param deadlines seconds from the beginning of the plan, by task
 */
record DryRun(
    Problem problem,
    Schedule raw,
    Schedule plan,
    LowerBound bound,
    SortedMap<String, Double> slack,
    SortedMap<String, Double> deadlines,
    SortedMap<String, Integer> cores) {

  /** Plans what a coordinator would. */
  static DryRun of(Problem raw, PlanOutcome.Planned planned, Mission mission, Swarm swarm) {
    String prefix = mission.name() + "/";
    var slack = new TreeMap<String, Double>();
    Slack.of(raw, planned.schedule())
        .forEach((task, s) -> slack.put(task.substring(prefix.length()), s));
    var deadlines = new TreeMap<String, Double>();
    raw.tasks()
        .forEach(task -> {
          Double deadline = task.deadline();
          if (deadline != null) deadlines.put(task.name().substring(prefix.length()), deadline);
        });
    var cores = new TreeMap<String, Integer>();
    raw.devices().forEach(device -> cores.put(name(device.name(), swarm), device.cores()));
    Schedule named = named(planned.schedule(), prefix, swarm);
    return new DryRun(raw, planned.schedule(), named, planned.bound(), slack, deadlines, cores);
  }

  private static Schedule named(Schedule plan, String prefix, Swarm swarm) {
    var slots = new ArrayList<Schedule.Slot>();
    for (Schedule.Slot slot : plan.slots()) {
      slots.add(
          new Schedule.Slot(
              slot.task().substring(prefix.length()),
              name(slot.device(), swarm),
              slot.start(),
              slot.end(),
              slot.inputsReady()));
    }
    var transfers = new ArrayList<Schedule.Transfer>();
    for (Schedule.Transfer transfer : plan.transfers()) {
      var to = new TreeSet<String>();
      transfer.to().forEach(task -> to.add(task.substring(prefix.length())));
      var hops = new ArrayList<Schedule.Hop>();
      for (Schedule.Hop hop : transfer.hops()) {
        hops.add(
            new Schedule.Hop(
                name(hop.from(), swarm), name(hop.to(), swarm), hop.start(), hop.end()));
      }
      transfers.add(
          new Schedule.Transfer(
              transfer.from().substring(prefix.length()),
              transfer.data(),
              to,
              transfer.bytes(),
              hops));
    }
    return new Schedule(slots, transfers, plan.makespan(), plan.lateness());
  }

  /** A sentence of the planner with the user's names. */
  static String inWords(String sentence, Mission mission, Swarm swarm) {
    String words = sentence.replace(mission.name() + "/", "");
    for (var id : swarm.members().keySet()) words = words.replace(id.toString(), swarm.label(id));
    return words;
  }

  private static String name(String id, Swarm swarm) {
    for (var each : swarm.members().keySet())
      if (each.toString().equals(id)) return swarm.label(each);
    return id;
  }

  /** What would come of running a task elsewhere, best first. */
  List<Alternative> alternatives(String task, Mission mission, Swarm swarm) {
    var named = new ArrayList<Alternative>();
    for (Alternative each : Explainer.of(problem, raw).alternatives(mission.name() + "/" + task)) {
      named.add(
          switch (each) {
            case Alternative.Possible p ->
                new Alternative.Possible(
                    name(p.device(), swarm), p.end(), p.makespan(), p.lateness());
            case Alternative.Refused r ->
                new Alternative.Refused(
                    name(r.device(), swarm), r.constraint(), inWords(r.reason(), mission, swarm));
          });
    }
    return named;
  }

  /** Seconds after its deadline, 0 for a task that is in time or has none. */
  double late(Schedule.Slot slot) {
    Double deadline = deadlines.get(slot.task());
    return deadline == null ? 0 : Math.max(0, slot.end() - deadline);
  }
}
