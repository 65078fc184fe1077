package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.Schedule;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The links the current plan sends data over, and how fast it took them to be. */
final class UsedLinks {
  /** A link that is this many times slower, or as many times faster, is another link. */
  private static final double CHANGE = 1.5;

  private final TreeMap<String, Use> uses = new TreeMap<>();

  /**
   * One link in use.
   *
   * @param bytes the largest transfer over it
   * @param seconds that one was to take
   * @param untilMillis when the plan needs it last
   */
  private record Use(
      ReplicaId from, ReplicaId to, double bytes, double seconds, long untilMillis) {}

  void remember(Schedule schedule, LinkModel links, Moment zero) {
    uses.clear();
    for (Schedule.Transfer transfer : schedule.transfers()) {
      for (Schedule.Hop hop : transfer.hops()) {
        ReplicaId from = ReplicaId.parse(hop.from());
        ReplicaId to = ReplicaId.parse(hop.to());
        PlanLink link = links.link(from, to);
        if (link == null) continue;
        double seconds = link.seconds(transfer.bytes());
        var use = new Use(from, to, transfer.bytes(), seconds, zero.millisAt(hop.end()));
        uses.merge(hop.from() + " " + hop.to(), use, UsedLinks::both);
      }
    }
  }

  private static Use both(Use a, Use b) {
    Use larger = a.bytes >= b.bytes ? a : b;
    long until = Math.max(a.untilMillis, b.untilMillis);
    return new Use(larger.from, larger.to, larger.bytes, larger.seconds, until);
  }

  /** Why the plan's transfers no longer are as it has them; null when they are. */
  @Nullable String changed(Outlook outlook, LinkModel links, Moment now) {
    boolean open = outlook.tasks().values().stream().anyMatch(s -> s instanceof Standing.Open);
    if (!open) return null;
    for (Use use : uses.values()) {
      if (use.untilMillis < now.utcMillis()) continue;
      if (!outlook.reachable().contains(use.from) || !outlook.reachable().contains(use.to))
        continue;
      PlanLink link = links.link(use.from, use.to);
      String which = "link " + use.from.shortHex() + " to " + use.to.shortHex();
      if (link == null) return which + " is down";
      double seconds = link.seconds(use.bytes);
      if (seconds > use.seconds * CHANGE) return which + " became slower";
      if (seconds * CHANGE < use.seconds) return which + " became faster";
    }
    return null;
  }
}
