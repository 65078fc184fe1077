package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.Stamp;
import java.util.SortedMap;

/**
 * An immutable picture of SwarmState. Own writes that are not durable yet are in it; values that do
 * not decode are left out. Safe to hand to other threads.
 *
 * @param revision rises with every change of the picture
 * @param missions signed ones only, by name
 * @param plans by coordinator
 * @param dots of each attempt's version: what a plan's context must cover; own attempts that are
 *     not durable yet have none
 * @param linkStamps when each row was published, by the publisher's hybrid clock
 * @param committed what each gateway's store holds durably
 */
public record StateView(
    long revision,
    SortedMap<ReplicaId, Member> members,
    SortedMap<ReplicaId, LinkRow> links,
    SortedMap<ReplicaId, Stamp> linkStamps,
    SortedMap<String, LiveMission> missions,
    SortedMap<String, MissionStatus> statuses,
    SortedMap<ReplicaId, Plan> plans,
    SortedMap<AttemptKey, Attempt> attempts,
    SortedMap<AttemptKey, Dot> dots,
    SortedMap<AttemptKey, LostMark> lost,
    SortedMap<ReplicaId, Holdings> holdings,
    SortedMap<String, SeriesDescriptor> series,
    SortedMap<ReplicaId, Knowledge> committed) {

  /** What a device knows before it knows anything. */
  public static StateView empty() {
    return ViewBuilder.empty(0).build();
  }
}
