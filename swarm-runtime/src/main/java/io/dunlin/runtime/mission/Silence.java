package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.TaskSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who can be reached, and since when the others cannot. */
final class Silence {
  private final ReplicaId self;
  private final TreeSet<ReplicaId> reachable = new TreeSet<>();
  private final TreeMap<ReplicaId, Long> silentSinceNanos = new TreeMap<>();
  private SortedMap<ReplicaId, Member> members = Collections.emptySortedMap();

  Silence(ReplicaId self) {
    this.self = self;
  }

  void observe(MissionInput.StateChanged changed, long nowNanos) {
    members = changed.view().members();
    reachable.clear();
    reachable.addAll(changed.reachable());
    reachable.add(self);
    silentSinceNanos.keySet().removeAll(reachable);
    for (ReplicaId member : members.keySet()) {
      if (reachable.contains(member)) continue;
      Long heard = changed.heardNanos().get(member);
      silentSinceNanos.putIfAbsent(member, heard == null ? nowNanos : Math.min(heard, nowNanos));
    }
  }

  /** With this device. */
  SortedSet<ReplicaId> reachable() {
    return Collections.unmodifiableSortedSet(reachable);
  }

  /** 0 for a device that can be reached. */
  long silentNanos(ReplicaId device, long nowNanos) {
    Long since = silentSinceNanos.get(device);
    return since == null ? 0 : nowNanos - since;
  }

  /**
   * Whether the device still counts for a task of its: it can be reached, it sleeps as announced,
   * the task waits for it whatever happens, or it has not been silent for too long.
   */
  boolean counts(ReplicaId device, TaskSpec spec, Moment now) {
    if (reachable.contains(device)) return true;
    Member member = members.get(device);
    if (member == null) return false;
    if (spec.onLost() == TaskSpec.OnLost.WAIT || member.nextWakeMillis() > now.utcMillis())
      return true;
    return silentNanos(device, now.nanos()) <= spec.lostAfterMillis() * 1_000_000;
  }
}
