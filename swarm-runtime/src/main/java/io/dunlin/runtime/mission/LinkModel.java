package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.planner.PlanLink;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.LinkRow;
import io.dunlin.runtime.state.StateView;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the links, as the planner is told. A direction that was not measured is taken to
 * be like the other one; a pair that nobody measured, or a throughput that is not known, gets a low
 * default. A row older than it should be counts less and less against that default.
 */
final class LinkModel {
  private final StateView view;
  private final MissionSettings settings;
  private final long utcMillis;

  LinkModel(StateView view, MissionSettings settings, long utcMillis) {
    this.view = view;
    this.settings = settings;
    this.utcMillis = utcMillis;
  }

  /** The link between two devices of the island, null when it is known to be down. */
  @Nullable PlanLink link(ReplicaId from, ReplicaId to) {
    ReplicaId owner = from;
    LinkMeasure measure = measure(from, to);
    if (measure == null) {
      owner = to;
      measure = measure(to, from);
    }
    double latency = settings.latencyDefault().toNanos() / 1e9;
    double rate = settings.bytesPerSecondDefault();
    if (measure != null) {
      if (!measure.up()) return null;
      double weight = weight(owner);
      latency = blend(measure.rttNanos() / 2e9, latency, weight);
      double measured = measure.bytesPerSecond() * (1 - measure.lossRatio());
      if (measured >= 1) rate = blend(measured, rate, weight);
    }
    return new PlanLink(from.toString(), to.toString(), latency, rate);
  }

  private @Nullable LinkMeasure measure(ReplicaId from, ReplicaId to) {
    LinkRow row = view.links().get(from);
    if (row == null) return null;
    for (LinkMeasure each : row.to()) if (each.to().equals(to)) return each;
    return null;
  }

  /** 1 for a row of the usual age, then half for each further such time. */
  private double weight(ReplicaId owner) {
    var stamp = view.linkStamps().get(owner);
    double fresh = settings.rowFresh().toMillis();
    double age = stamp == null ? 0 : utcMillis - stamp.millis();
    return age <= fresh ? 1 : Math.pow(0.5, (age - fresh) / fresh);
  }

  private static double blend(double measured, double otherwise, double weight) {
    return weight * measured + (1 - weight) * otherwise;
  }
}
