package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.planner.InvalidProblemException;
import io.dunlin.planner.Problem;
import io.dunlin.runtime.state.StateView;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What a coordinator would hand to the planner at a moment, made by the coordinator's own classes
 * and without a swarm: for dry runs. Devices are named by their ids, tasks {@code mission/task}.
 */
public sealed interface Rehearsal {

  /** The problem; zero is the moment. */
  record Ready(Problem problem) implements Rehearsal {}

  /** The coordinator would set a task aside, and why; the task is empty where all are meant. */
  record SetAside(String task, String why) implements Rehearsal {}

  /**
   * All live missions of a picture of SwarmState.
   *
   * @param reachable members that can be reached, at least one
   * @param utcMillis the moment
   */
  static Rehearsal of(
      StateView view, SortedSet<ReplicaId> reachable, MissionSettings settings, long utcMillis) {
    var silence = new Silence(reachable.first());
    silence.observe(
        new MissionInput.StateChanged(view, reachable, Collections.emptySortedMap()), 0);
    var moment = new Moment(0, utcMillis, true);
    Outlook outlook =
        new OutlookBuilder(view, null, silence, new TreeMap<>(), moment).build(m -> !m.done());
    for (Map.Entry<TaskRef, Standing> each : outlook.tasks().entrySet()) {
      if (each.getValue() instanceof Standing.Blocked blocked) {
        return new SetAside(each.getKey().task(), blocked.reason());
      }
    }
    try {
      var links = new LinkModel(view, settings, utcMillis);
      return new Ready(new ProblemBuilder(outlook, links, settings, moment).build(false));
    } catch (InvalidProblemException e) {
      return new SetAside("", String.valueOf(e.getMessage()));
    }
  }
}
