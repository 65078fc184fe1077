package io.dunlin.gateway.plan;

import io.dunlin.planner.Schedule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan as lines of text: for each device one line for every task at a time, and one for what
 * arrives. Names are cut where a bar is short; the table beside it has them whole. Without colour
 * nothing is lost: what has no slack is drawn with {@code =}, the rest with {@code -}.
 */
final class Gantt {
  private static final int NAMES_MAX = 20;
  private static final int BARS_MIN = 20;

  private final DryRun run;
  private final boolean colour;
  private final int names;
  private final int bars;

  Gantt(DryRun run, int width, boolean colour) {
    this.run = run;
    this.colour = colour;
    int longest = run.plan().slots().stream().mapToInt(s -> s.device().length()).max().orElse(1);
    names = Math.min(NAMES_MAX, Math.max(4, longest));
    bars = Math.max(BARS_MIN, width - names - 3);
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(" ".repeat(names + 1) + axis());
    lanes()
        .forEach((device, slots) -> {
          boolean first = true;
          for (List<Schedule.Slot> row : rows(slots)) {
            lines.add(label(first ? device : "") + "|" + row(row) + "|");
            first = false;
          }
          if (arrivals(device).contains("~")) lines.add(label("") + "|" + arrivals(device) + "|");
        });
    return lines;
  }

  private SortedMap<String, List<Schedule.Slot>> lanes() {
    var lanes = new TreeMap<String, List<Schedule.Slot>>();
    for (Schedule.Slot slot : run.plan().slots()) {
      lanes.computeIfAbsent(slot.device(), _ -> new ArrayList<>()).add(slot);
    }
    return lanes;
  }

  /** Tasks that run at once go into different rows. */
  private static List<List<Schedule.Slot>> rows(Collection<Schedule.Slot> slots) {
    var rows = new ArrayList<List<Schedule.Slot>>();
    for (Schedule.Slot slot : slots) {
      List<Schedule.Slot> free =
          rows.stream()
              .filter(row -> row.getLast().end() <= slot.start())
              .findFirst()
              .orElseGet(() -> {
                rows.add(new ArrayList<>());
                return rows.getLast();
              });
      free.add(slot);
    }
    return rows;
  }

  private String row(List<Schedule.Slot> slots) {
    var line = new StringBuilder();
    int drawn = 0;
    for (Schedule.Slot slot : slots) {
      int from = Math.max(drawn, column(slot.start()));
      int to = Math.min(bars, Math.max(from + 1, column(slot.end())));
      if (to <= from) continue;
      line.append(" ".repeat(from - drawn)).append(bar(slot, to - from));
      drawn = to;
    }
    return line + " ".repeat(bars - drawn);
  }

  private String bar(Schedule.Slot slot, int length) {
    boolean critical = run.slack().getOrDefault(slot.task(), 1.0) < 1e-9;
    String text =
        slot.task().length() > length - 1
            ? slot.task().substring(0, Math.max(0, Math.min(slot.task().length(), length - 1)))
            : slot.task();
    String bar =
        "[" + text + (critical ? "=" : "-").repeat(Math.max(0, length - 1 - text.length()));
    if (length > 1) bar = bar.substring(0, length - 1) + "]";
    if (!colour) return bar;
    String code = run.late(slot) > 0 ? "31;7" : critical ? "33;7" : "36;7";
    return "\u001b[" + code + "m" + bar + "\u001b[0m";
  }

  private String arrivals(String device) {
    char[] line = " ".repeat(bars).toCharArray();
    for (Schedule.Transfer transfer : run.plan().transfers()) {
      for (Schedule.Hop hop : transfer.hops()) {
        if (!hop.to().equals(device)) continue;
        int to = Math.min(bars, Math.max(column(hop.start()) + 1, column(hop.end())));
        for (int c = column(hop.start()); c < to; c++) line[c] = '~';
      }
    }
    return new String(line);
  }

  private int column(double seconds) {
    double end = run.plan().makespan();
    return end <= 0 ? 0 : Math.min(bars, (int) Math.round(seconds / end * bars));
  }

  private String axis() {
    var axis = new StringBuilder(" ".repeat(bars + 2));
    int marks = Math.max(1, bars / 16);
    for (int i = 0; i <= marks; i++) {
      String text = seconds(run.plan().makespan() * i / marks);
      int at = Math.min(bars * i / marks, bars + 2 - text.length());
      axis.replace(at, at + text.length(), text);
    }
    return axis.toString().stripTrailing();
  }

  private String label(String device) {
    String text = device.length() > names ? device.substring(0, names - 1) + "~" : device;
    return String.format("%-" + names + "s ", text);
  }

  /** A time from the beginning, as short as it can be read. */
  static String seconds(double seconds) {
    if (seconds < 120) return String.format(Locale.ROOT, "%.1fs", seconds);
    long whole = Math.round(seconds);
    if (whole < 3600) return whole / 60 + "m" + String.format(Locale.ROOT, "%02ds", whole % 60);
    return whole / 3600 + "h" + String.format(Locale.ROOT, "%02dm", whole % 3600 / 60);
  }
}
