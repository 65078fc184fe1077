package io.dunlin.runtime.membership;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.membership.MembershipInput.Heard;
import io.dunlin.runtime.membership.MembershipInput.Known;
import io.dunlin.runtime.membership.MembershipInput.Links;
import io.dunlin.runtime.membership.MembershipInput.Sleeps;
import io.dunlin.runtime.membership.MembershipInput.Tick;
import io.dunlin.runtime.membership.Presence.State;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the presence of every member and the island we are in.
 *
 * <p>At most {@value #MEMBERS_MAX} members; one more is reported, once, and ignored. A step costs
 * O(log members), a Tick O(those heard), Links O(links log members).
 */
public final class MembershipMachine implements Machine<MembershipInput, MembershipEffect> {
  /** Members kept; some 200 bytes each. */
  public static final int MEMBERS_MAX = 4_096;

  private static final int EVENT_HEARD = 1300;
  private static final int EVENT_SILENT = 1301;
  private static final int EVENT_ISLAND = 1302;
  private static final int EVENT_FULL = 1303;

  private final ReplicaId self;
  private final long silentAfterNanos;
  private final SortedMap<ReplicaId, Presence> members = new TreeMap<>();

  /** Those who are not silent; neighbours, so few. */
  private final SortedSet<ReplicaId> heard = new TreeSet<>();

  private @Nullable Island island;
  private boolean fullReported;

  /**
   * @param silentAfterNanos how long without a packet makes a member silent; several beacon periods
   */
  public MembershipMachine(ReplicaId self, long silentAfterNanos) {
    if (silentAfterNanos <= 0) {
      throw new IllegalArgumentException("silent after " + silentAfterNanos + " ns");
    }
    this.self = self;
    this.silentAfterNanos = silentAfterNanos;
  }

  @Override
  public List<MembershipEffect> step(MembershipInput input, long nowNanos) {
    var effects = new ArrayList<MembershipEffect>();
    switch (input) {
      case Tick _ -> tick(nowNanos, effects);
      case Heard(ReplicaId peer, String address) -> heard(peer, address, nowNanos, effects);
      case Known(ReplicaId peer) -> meet(peer, nowNanos, effects);
      case Sleeps(ReplicaId peer, long wakeNanos) -> sleeps(peer, wakeNanos, nowNanos, effects);
      case Links links -> links(links, nowNanos, effects);
    }
    return effects;
  }

  /** Everybody ever met or named by SwarmState, ordered by id, without ourselves. */
  public List<Presence> members() {
    return List.copyOf(members.values());
  }

  /** What is known of one member, null if it was never heard of. */
  public @Nullable Presence presence(ReplicaId peer) {
    return members.get(peer);
  }

  /** Those connected to us; ourselves alone, since 0, until the first Links. */
  public Island island() {
    return island == null ? new Island(new TreeSet<>(List.of(self)), 0) : island;
  }

  private void tick(long nowNanos, List<MembershipEffect> effects) {
    for (ReplicaId each : List.copyOf(heard)) {
      Presence presence = members.get(each);
      if (presence != null && isOverdue(presence, nowNanos)) {
        put(withState(presence, State.SILENT), effects);
        report(EVENT_SILENT, "membership.silent", presence, effects);
      }
    }
  }

  /** When the next Tick has something to do, if nobody is heard before; O(those heard). */
  public long dueNanos() {
    long due = Long.MAX_VALUE;
    for (ReplicaId each : heard) {
      Presence presence = members.get(each);
      if (presence != null) {
        long last = Math.max(presence.lastHeardNanos(), presence.wakeNanos());
        due = Math.min(due, last + silentAfterNanos + 1);
      }
    }
    return due;
  }

  private boolean isOverdue(Presence presence, long nowNanos) {
    long heardNanos = presence.lastHeardNanos();
    return nowNanos - heardNanos > silentAfterNanos
        && (presence.wakeNanos() == Long.MIN_VALUE
            || nowNanos - presence.wakeNanos() > silentAfterNanos);
  }

  private void heard(
      ReplicaId peer, String address, long nowNanos, List<MembershipEffect> effects) {
    Presence before = meet(peer, nowNanos, effects);
    if (before == null) {
      return;
    }
    Presence after = new Presence(peer, State.HEARD, nowNanos, address, before.wakeNanos());
    if (before.state() == State.HEARD && address.equals(before.address())) {
      members.put(peer, after);
      return;
    }
    put(after, effects);
    if (before.state() != State.HEARD) {
      report(EVENT_HEARD, "membership.heard", after, effects);
    }
  }

  private void sleeps(
      ReplicaId peer, long wakeNanos, long nowNanos, List<MembershipEffect> effects) {
    Presence before = meet(peer, nowNanos, effects);
    if (before == null || before.wakeNanos() == wakeNanos) {
      return;
    }
    put(
        new Presence(peer, before.state(), before.lastHeardNanos(), before.address(), wakeNanos),
        effects);
  }

  /** The member's presence, made silent if it is new; null if it is us or there is no room. */
  private @Nullable Presence meet(ReplicaId peer, long nowNanos, List<MembershipEffect> effects) {
    Presence known = members.get(peer);
    if (known != null || peer.equals(self)) {
      return known;
    }
    if (members.size() >= MEMBERS_MAX) {
      full(effects);
      return null;
    }
    Presence presence = new Presence(peer, State.SILENT, nowNanos, null, Long.MIN_VALUE);
    put(presence, effects);
    return presence;
  }

  private void links(Links links, long nowNanos, List<MembershipEffect> effects) {
    SortedSet<ReplicaId> reached = Island.reachable(self, links.live(), links.rows());
    if (island != null && island.members().equals(reached)) {
      return;
    }
    island = new Island(reached, nowNanos);
    effects.add(new MembershipEffect.IslandChanged(island));
    effects.add(
        new MembershipEffect.Report(
            Event.of(EVENT_ISLAND, "membership.island", "members", (long) reached.size())));
  }

  private void put(Presence presence, List<MembershipEffect> effects) {
    members.put(presence.peer(), presence);
    if (presence.state() == State.HEARD) {
      heard.add(presence.peer());
    } else {
      heard.remove(presence.peer());
    }
    effects.add(new MembershipEffect.PresenceChanged(presence));
  }

  private static Presence withState(Presence p, State state) {
    return new Presence(p.peer(), state, p.lastHeardNanos(), p.address(), p.wakeNanos());
  }

  private void full(List<MembershipEffect> effects) {
    if (!fullReported) {
      fullReported = true;
      effects.add(
          new MembershipEffect.Report(
              Event.of(EVENT_FULL, "membership.full", "members", (long) MEMBERS_MAX)));
    }
  }

  private static void report(
      int number, String name, Presence presence, List<MembershipEffect> effects) {
    String address = presence.address();
    effects.add(
        new MembershipEffect.Report(
            Event.of(
                number,
                name,
                "peer",
                presence.peer().toString(),
                "address",
                address == null ? "" : address)));
  }
}
