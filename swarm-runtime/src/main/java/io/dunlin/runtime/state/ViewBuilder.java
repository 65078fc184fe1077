package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.Stamp;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sorts decoded records into a view. */
final class ViewBuilder {
  private final long revision;
  private final TreeMap<ReplicaId, Member> members = new TreeMap<>();
  private final TreeMap<ReplicaId, LinkRow> links = new TreeMap<>();
  private final TreeMap<ReplicaId, Stamp> linkStamps = new TreeMap<>();
  private final TreeMap<String, LiveMission> missions = new TreeMap<>();
  private final TreeMap<String, MissionStatus> statuses = new TreeMap<>();
  private final TreeMap<ReplicaId, Plan> plans = new TreeMap<>();
  private final TreeMap<AttemptKey, Attempt> attempts = new TreeMap<>();
  private final TreeMap<AttemptKey, Dot> dots = new TreeMap<>();
  private final TreeMap<AttemptKey, LostMark> lost = new TreeMap<>();
  private final TreeMap<ReplicaId, Holdings> holdings = new TreeMap<>();
  private final TreeMap<String, SeriesDescriptor> series = new TreeMap<>();
  private final TreeMap<ReplicaId, Knowledge> committed = new TreeMap<>();

  private ViewBuilder(long revision) {
    this.revision = revision;
  }

  static ViewBuilder empty(long revision) {
    return new ViewBuilder(revision);
  }

  void add(Object each, Stamp stamp, @Nullable Dot dot) {
    switch (each) {
      case Member m -> members.put(m.id(), m);
      case LinkRow row -> {
        links.put(row.from(), row);
        linkStamps.put(row.from(), stamp);
      }
      case LiveMission m -> missions.put(m.mission().name(), m);
      case MissionStatus s -> statuses.put(s.mission(), s);
      case Plan plan -> plans.put(plan.coordinator(), plan);
      case Attempt attempt -> {
        attempts.put(attempt.key(), attempt);
        if (dot != null) dots.put(attempt.key(), dot);
      }
      case LostMark mark -> lost.put(mark.attempt(), mark);
      case Holdings held -> holdings.put(held.device(), held);
      case SeriesDescriptor descriptor -> series.put(descriptor.hash(), descriptor);
      case Committed gateway -> committed.put(gateway.gateway(), gateway.entries());
      default -> throw new IllegalStateException("no place for " + each.getClass());
    }
  }

  StateView build() {
    return new StateView(
        revision,
        frozen(members),
        frozen(links),
        frozen(linkStamps),
        frozen(missions),
        frozen(statuses),
        frozen(plans),
        frozen(attempts),
        frozen(dots),
        frozen(lost),
        frozen(holdings),
        frozen(series),
        frozen(committed));
  }

  private static <K, V> SortedMap<K, V> frozen(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(map);
  }
}
