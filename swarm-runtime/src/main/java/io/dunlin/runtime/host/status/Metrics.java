package io.dunlin.runtime.host.status;

import io.dunlin.runtime.node.NodePicture;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.sync.SyncCounters;
import io.dunlin.runtime.transport.TransportCounts;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Prometheus text (exposition format 0.0.4), base units, one line a sample. */
public final class Metrics {
  private final StringBuilder out = new StringBuilder(4096);

  private Metrics() {}

  /**
   * What the process can tell.
   *
   * @param transports counts by scheme
   */
  public static String text(
      NodePicture picture, JournalFigures journal, SortedMap<String, TransportCounts> transports) {
    var metrics = new Metrics();
    metrics.links(picture);
    metrics.sync(picture.counters());
    metrics.journal(journal);
    metrics.one(
        "dunlin_observations_refused_total",
        "counter",
        "Samples that the journal did not take.",
        (double) picture.observationsRefused());
    metrics.one(
        "dunlin_island_members", "gauge", "Devices connected now.", picture.island().size());
    metrics.lateness(picture);
    metrics.transports(transports);
    return metrics.out.toString();
  }

  private void links(NodePicture picture) {
    head("dunlin_link_rtt_seconds", "gauge", "Round-trip time of a measured link.");
    for (LinkMeasure link : picture.row()) {
      sample("dunlin_link_rtt_seconds", "peer", link.to().toString(), link.rttNanos() / 1e9);
    }
    head("dunlin_link_loss_ratio", "gauge", "Share of probes that went unanswered.");
    for (LinkMeasure link : picture.row()) {
      sample("dunlin_link_loss_ratio", "peer", link.to().toString(), link.lossRatio());
    }
  }

  private void journal(JournalFigures journal) {
    one("dunlin_journal_bytes", "gauge", "Bytes of the journal on disk.", (double) journal.bytes());
    one(
        "dunlin_storage_errors_total",
        "counter",
        "Failed writes and forces.",
        (double) journal.storageErrors());
    one(
        "dunlin_journal_freed_total",
        "counter",
        "Entries given up, nearly all because a gateway holds them.",
        (double) journal.freed());
    lanes("dunlin_journal_lane_bytes", "gauge", "Durable entries.", journal.laneBytes());
    lanes("dunlin_journal_refused_total", "counter", "Found no room.", journal.refused());
    lanes(
        "dunlin_journal_dropped_total",
        "counter",
        "Given up by policy before a gateway held them.",
        journal.dropped());
  }

  private void lanes(String name, String type, String help, List<Long> values) {
    head(name, type, help);
    for (Lane lane : Lane.values()) {
      String word = lane.name().toLowerCase(Locale.ROOT);
      sample(name, "lane", word, (double) values.get(lane.number()));
    }
  }

  private void sync(SyncCounters counters) {
    String name = "dunlin_sync_bytes_total";
    head(name, "counter", "Sync payload by cause.");
    sample(name, "cause", "summary", (double) counters.summaryBytes());
    sample(name, "cause", "needed", (double) counters.neededBytes());
    sample(name, "cause", "duplicate", (double) counters.duplicateBytes());
    sample(name, "cause", "lost", (double) counters.lostBytes());
    sample(name, "cause", "again", (double) counters.againBytes());
  }

  /** How far the newest plan's unfinished tasks are behind. */
  private void lateness(NodePicture picture) {
    String name = "dunlin_task_lateness_seconds";
    head(name, "gauge", "How far a running task is behind its planned end.");
    Plan newest = picture.view().plans().values().stream().max(Plan::compareTo).orElse(null);
    if (newest == null) return;
    for (Plan.Assignment each : newest.assignments()) {
      var attempt = picture.view().attempts().get(each.attempt());
      if (attempt == null || attempt.ended()) continue;
      double late = Math.max(0, picture.utcMillis() - each.endMillis()) / 1e3;
      sample(name, "task", each.attempt().mission() + "/" + each.attempt().task(), late);
    }
  }

  private void transports(SortedMap<String, TransportCounts> transports) {
    String name = "dunlin_packets_dropped_total";
    head(name, "counter", "Packets that a transport did not send or take.");
    transports.forEach(
        (scheme, counts) -> sample(name, "transport", scheme, (double) counts.dropped()));
  }

  private void one(String name, String type, String help, double value) {
    head(name, type, help);
    out.append(name).append(' ').append(number(value)).append('\n');
  }

  private void head(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String label, String value, double number) {
    out.append(name).append('{').append(label).append("=\"");
    out.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    out.append("\"} ").append(number(number)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.9f", value);
  }
}
