package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.StateView;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides whether a task can be placed at all, apart from how far the tasks are.
 *
 * @param links pairs of reachable devices with a link that is not known to be down
 */
record Facts(
    SortedSet<ReplicaId> reachable,
    SortedMap<ReplicaId, SortedSet<String>> offers,
    SortedMap<String, String> missions,
    SortedSet<String> links) {

  static Facts of(StateView view, SortedSet<ReplicaId> reachable, LinkModel model) {
    var offers = new TreeMap<ReplicaId, SortedSet<String>>();
    for (Member member : view.members().values()) {
      SortedSet<String> words = Needs.offeredBy(member);
      words.add("cores:" + member.cores());
      words.add("memory:" + member.memoryBytes());
      offers.put(member.id(), words);
    }
    var missions = new TreeMap<String, String>();
    for (LiveMission live : view.missions().values()) {
      missions.put(live.mission().name(), live.revision() + (live.cancelled() ? " cancelled" : ""));
    }
    var links = new TreeSet<String>();
    for (ReplicaId from : reachable) {
      for (ReplicaId to : reachable) {
        if (!from.equals(to) && model.link(from, to) != null) links.add(from + " " + to);
      }
    }
    return new Facts(new TreeSet<>(reachable), offers, missions, links);
  }
}
