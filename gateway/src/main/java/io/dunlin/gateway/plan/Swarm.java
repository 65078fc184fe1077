package io.dunlin.gateway.plan;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.runtime.mission.MissionSettings;
import io.dunlin.runtime.mission.Rehearsal;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.LinkRow;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.StateView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A swarm as a file or a gateway shows it at one moment.
 *
 * @param nowMillis UTC of the picture, 0 when it does not say
 * @param silent members that were not heard: nothing new is planned on them
 * @param links by (from, to)
 */
record Swarm(
    String name,
    long nowMillis,
    SortedMap<ReplicaId, Member> members,
    SortedSet<ReplicaId> silent,
    SortedMap<Way, LinkMeasure> links) {

  /** The ends of a directed link. */
  record Way(ReplicaId from, ReplicaId to) implements Comparable<Way> {
    @Override
    public int compareTo(Way other) {
      int by = from.compareTo(other.from);
      return by != 0 ? by : to.compareTo(other.to);
    }
  }

  Swarm {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    silent = Collections.unmodifiableSortedSet(new TreeSet<>(silent));
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  /** A member by its name, or by the beginning of its id when only one begins so. */
  @Nullable Member find(String word) {
    Member found = null;
    for (Member member : members.values()) {
      if (member.name().equals(word)) return member;
      if (word.length() < 4 || !member.id().toString().startsWith(word)) continue;
      if (found != null) return null;
      found = member;
    }
    return found;
  }

  /** The name of a device, or the beginning of its id where two share the name. */
  String label(ReplicaId id) {
    Member member = members.get(id);
    if (member == null || member.name().isEmpty()) return id.shortHex();
    long same = members.values().stream().filter(m -> m.name().equals(member.name())).count();
    return same == 1 ? member.name() : member.name() + "-" + id.shortHex();
  }

  List<String> names() {
    return members.keySet().stream().map(this::label).sorted().toList();
  }

  SortedSet<ReplicaId> reachable() {
    var reachable = new TreeSet<>(members.keySet());
    reachable.removeAll(silent);
    return reachable;
  }

  /** What the coordinator of this swarm would plan for one mission, nothing else running. */
  Rehearsal rehearse(Mission mission, MissionSettings settings, long utcMillis) {
    if (reachable().isEmpty()) return new Rehearsal.SetAside("", "no member can be reached");
    return Rehearsal.of(view(mission), reachable(), settings, utcMillis);
  }

  private StateView view(Mission mission) {
    var rows = new TreeMap<ReplicaId, List<LinkMeasure>>();
    links.forEach(
        (way, link) -> rows.computeIfAbsent(way.from(), _ -> new ArrayList<>()).add(link));
    var links = new TreeMap<ReplicaId, LinkRow>();
    for (Map.Entry<ReplicaId, List<LinkMeasure>> row : rows.entrySet()) {
      links.put(row.getKey(), new LinkRow(row.getKey(), row.getValue()));
    }
    var missions = new TreeMap<String, LiveMission>();
    missions.put(mission.name(), new LiveMission(mission, "0".repeat(64), nowMillis, false));
    StateView empty = StateView.empty();
    return new StateView(
        1,
        members,
        links,
        new TreeMap<ReplicaId, Stamp>(),
        missions,
        empty.statuses(),
        empty.plans(),
        empty.attempts(),
        empty.dots(),
        empty.lost(),
        empty.holdings(),
        empty.series(),
        empty.committed());
  }
}
