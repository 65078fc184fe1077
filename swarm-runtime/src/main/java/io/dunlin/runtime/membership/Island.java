package io.dunlin.runtime.membership;

import io.dunlin.crdt.ReplicaId;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The replicas connected to us by live links, ourselves included.
 *
 * @param sinceNanos how long it has been just these, by our monotonic time
 */
public record Island(SortedSet<ReplicaId> members, long sinceNanos) {

  public Island {
    members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
  }

  /**
   * Who can be reached over live links: breadth first from ourselves, our own links as we measure
   * them now, everyone else's as published. A row published before a cut does no harm as long as
   * nobody on our side still shows a link across it. O(links log replicas).
   *
   * @param rows for each replica those it shows as up; our own row is not looked at
   */
  public static SortedSet<ReplicaId> reachable(
      ReplicaId self, Set<ReplicaId> liveNeighbours, Map<ReplicaId, Set<ReplicaId>> rows) {
    var reached = new TreeSet<ReplicaId>();
    var next = new ArrayDeque<ReplicaId>();
    reached.add(self);
    next.add(self);
    while (!next.isEmpty()) {
      ReplicaId at = next.remove();
      Set<ReplicaId> row = at.equals(self) ? liveNeighbours : rows.getOrDefault(at, Set.of());
      for (ReplicaId neighbour : row) {
        if (reached.add(neighbour)) {
          next.add(neighbour);
        }
      }
    }
    return reached;
  }
}
