package io.dunlin.runtime.host.scenario;

import io.dunlin.runtime.sim.Fault;
import io.dunlin.runtime.sim.Scenario;
import io.dunlin.runtime.sync.SyncSettings;
import java.util.Locale;
import java.util.StringJoiner;

/** A scenario as a file that {@link ScenarioFile} reads back to the same. */
public final class ScenarioText {
  private ScenarioText() {}

  public static String yaml(Scenario s) {
    var out = new StringBuilder();
    out.append("schema: ").append(ScenarioFile.SCHEMA).append('\n');
    out.append("name: ").append(s.name()).append('\n');
    out.append("duration: ").append(time(s.durationNanos())).append('\n');
    out.append("settle: ").append(time(s.settleNanos())).append('\n');
    out.append("disk: ").append(s.disk().name().toLowerCase(Locale.ROOT)).append('\n');
    if (s.copies() > 0) out.append("copies: ").append(s.copies()).append('\n');
    if (s.quietNanos() != SyncSettings.QUIET_NANOS) {
      out.append("quiet: ").append(time(s.quietNanos())).append('\n');
    }
    out.append("radio: ").append(radio(s.radio())).append('\n');
    out.append("devices:\n");
    for (Scenario.Device each : s.devices()) out.append("  - ").append(device(each)).append('\n');
    if (!s.links().isEmpty()) out.append("links:\n");
    for (Scenario.Link each : s.links()) out.append("  - ").append(link(each)).append('\n');
    if (!s.faults().isEmpty()) out.append("faults:\n");
    for (Fault each : s.faults()) out.append("  - ").append(fault(each)).append('\n');
    return out.toString();
  }

  private static StringJoiner fields() {
    return new StringJoiner(", ", "{ ", " }");
  }

  private static String radio(Scenario.Radio r) {
    StringJoiner fields = fields();
    fields.add("range: " + metres(r.rangeMetres()));
    fields.add("latency: " + time(r.latencyNanos()));
    fields.add("jitter: " + time(r.jitterNanos()));
    fields.add("loss: " + percent(r.loss()));
    if (r.bytesPerSecond() > 0) fields.add("rate: " + r.bytesPerSecond() + "B/s");
    fields.add("frame: " + r.frameBytes() + "B");
    fields.add("half-duplex: " + r.halfDuplex());
    fields.add("duplicate: " + percent(r.duplicate()));
    fields.add("reorder: " + percent(r.reorder()));
    fields.add("corrupt: " + percent(r.corrupt()));
    return fields.toString();
  }

  private static String device(Scenario.Device d) {
    StringJoiner fields = fields();
    fields.add("name: " + d.name()).add("at: " + point(d.at()));
    if (d.gateway()) fields.add("gateway: true");
    if (d.observeEveryNanos() > 0) fields.add("observe: " + time(d.observeEveryNanos()));
    if (d.urgent()) fields.add("urgent: true");
    if (d.stateEveryNanos() > 0) fields.add("state: " + time(d.stateEveryNanos()));
    Scenario.Route route = d.route();
    if (route != null) {
      StringJoiner points = new StringJoiner(", ", "[", "]");
      route.points().forEach(each -> points.add(point(each)));
      StringJoiner way = fields().add("points: " + points);
      way.add("speed: " + metres(route.metresPerSecond()) + "/s");
      way.add("start: " + time(route.startNanos())).add("repeat: " + route.repeat());
      fields.add("route: " + way);
    }
    return fields.toString();
  }

  private static String link(Scenario.Link l) {
    StringJoiner fields = fields().add("from: " + l.from()).add("to: " + l.to());
    fields.add("both: " + l.bothWays()).add("loss: " + percent(l.loss()));
    if (l.upNanos() > 0) fields.add("up: " + time(l.upNanos())).add("down: " + time(l.downNanos()));
    return fields.toString();
  }

  private static String fault(Fault f) {
    StringJoiner fields = fields().add("at: " + time(f.atNanos())).add("do: " + f.kind().word());
    fields.add("devices: " + f.devices()).add("for: " + time(f.forNanos()));
    String amount =
        switch (f.kind()) {
          case BIT_ROT -> "bits: " + f.amount();
          case DISK_ERROR -> "chance: " + f.amount() + "%";
          case ROLLBACK -> "back: " + time(f.amount());
          case CLOCK_JUMP -> "by: " + time(f.amount());
          case SLOW -> "each: " + time(f.amount());
          case FLAP -> "period: " + time(f.amount());
          case MALFORMED, FLOOD -> "rate: " + f.amount();
          case POWER_CUT, KILL, DISK_FULL, CLONE, PARTITION, ONE_WAY, LIAR -> "";
        };
    if (!amount.isEmpty()) fields.add(amount);
    return fields.toString();
  }

  private static String point(Scenario.Point p) {
    return "[" + metres(p.x()) + ", " + metres(p.y()) + "]";
  }

  private static String metres(double metres) {
    return plain(metres) + "m";
  }

  private static String percent(double ratio) {
    return plain(ratio * 100) + "%";
  }

  private static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.6f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  /** The largest unit that divides it. */
  private static String time(long nanos) {
    if (nanos % 1_000_000_000 == 0) return nanos / 1_000_000_000 + "s";
    if (nanos % 1_000_000 == 0) return nanos / 1_000_000 + "ms";
    return nanos + "ns";
  }
}
