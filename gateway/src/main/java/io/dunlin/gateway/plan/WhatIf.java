package io.dunlin.gateway.plan;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.host.config.Units;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.Member;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Edits of the swarm and of the start, one flag each; both the plan before and after are shown. */
final class WhatIf {
  @Option(
      names = "--without",
      paramLabel = "DEVICE",
      description = "What if this device were lost? By name or id; may be repeated.")
  private List<String> without = new ArrayList<>();

  @Option(
      names = "--link",
      paramLabel = "A,B=HOW",
      description = {
        "What if the link between two devices, both ways, were down, 20% of what it is, or",
        "500kB (a second)? --link 'A>B=HOW' changes one direction; may be repeated."
      })
  private List<String> links = new ArrayList<>();

  @Option(
      names = "--start",
      paramLabel = "WHEN",
      description = {
        "What if it started then? +30m or -10m from the window's start (from now without one),",
        "or a time with zone (RFC 3339)."
      })
  private String start = "";

  /** A flag that makes no sense. */
  static final class BadEditException extends Exception {
    private static final long serialVersionUID = 1L;

    BadEditException(String what) {
      super(what);
    }
  }

  boolean any() {
    return !without.isEmpty() || !links.isEmpty() || !start.isEmpty();
  }

  /** The edits as they were written. */
  List<String> edits() {
    var edits = new ArrayList<String>();
    without.forEach(each -> edits.add("without " + each));
    links.forEach(each -> edits.add("link " + each));
    if (!start.isEmpty()) edits.add("start " + start);
    return edits;
  }

  /** The swarm after the edits. */
  Swarm edit(Swarm swarm) throws BadEditException {
    var members = new TreeMap<>(swarm.members());
    var ways = new TreeMap<>(swarm.links());
    for (String edit : links) edit(edit, swarm, ways);
    for (String word : without) {
      Member gone = find(swarm, word, "--without " + word);
      members.remove(gone.id());
      ways.keySet().removeIf(way -> way.from().equals(gone.id()) || way.to().equals(gone.id()));
    }
    return new Swarm(swarm.name(), swarm.nowMillis(), members, swarm.silent(), ways);
  }

  /**
   * When the plan begins.
   *
   * @param planned UTC in milliseconds, without the edit
   */
  long start(long planned) throws BadEditException {
    if (start.isEmpty()) return planned;
    if (start.startsWith("+") || start.startsWith("-")) {
      long nanos = Units.nanos(start.substring(1));
      if (nanos < 0) throw new BadEditException("--start " + start + ": write +30m or -10m");
      return planned + (start.startsWith("-") ? -1 : 1) * nanos / 1_000_000;
    }
    try {
      return OffsetDateTime.parse(start).toInstant().toEpochMilli();
    } catch (DateTimeParseException _) {
      throw new BadEditException(
          "--start " + start + ": write +30m, -10m, or a time such as 2026-05-14T14:00:00+02:00");
    }
  }

  private static void edit(String edit, Swarm swarm, SortedMap<Swarm.Way, LinkMeasure> ways)
      throws BadEditException {
    int equals = edit.indexOf('=');
    String ends = equals < 0 ? "" : edit.substring(0, equals);
    boolean oneWay = ends.contains(">");
    String[] names = ends.split(oneWay ? ">" : ",", -1);
    if (names.length != 2) {
      throw new BadEditException("--link " + edit + ": write A,B=down, A,B=20% or A,B=500kB");
    }
    ReplicaId a = find(swarm, names[0], "--link " + edit).id();
    ReplicaId b = find(swarm, names[1], "--link " + edit).id();
    String how = edit.substring(equals + 1);
    change(ways, new Swarm.Way(a, b), how, edit);
    if (!oneWay) change(ways, new Swarm.Way(b, a), how, edit);
  }

  private static void change(
      SortedMap<Swarm.Way, LinkMeasure> ways, Swarm.Way way, String how, String edit)
      throws BadEditException {
    LinkMeasure old = ways.get(way);
    // A direction that was not measured is planned like the other one, so it is edited like it.
    if (old == null) old = ways.get(new Swarm.Way(way.to(), way.from()));
    LinkMeasure was = old == null ? new LinkMeasure(way.to(), true, 100_000_000, 0, 0, 0) : old;
    long rate;
    if (how.equals("down")) {
      rate = was.bytesPerSecond();
    } else if (how.matches("\\d{1,6}(\\.\\d{1,3})?%")) {
      if (was.bytesPerSecond() == 0) {
        throw new BadEditException("--link " + edit + ": its rate was never measured; name one");
      }
      rate = Math.round(was.bytesPerSecond() * Double.parseDouble(how.replace("%", "")) / 100);
    } else {
      rate = Units.bytes(how.replaceAll("/s$", ""));
    }
    if (rate < 1 && !how.equals("down")) {
      throw new BadEditException("--link " + edit + ": \"" + how + "\" is not down, 20% or 500kB");
    }
    ways.put(
        way,
        new LinkMeasure(
            way.to(), !how.equals("down"), was.rttNanos(), was.lossRatio(), rate, was.samples()));
  }

  private static Member find(Swarm swarm, String word, String flag) throws BadEditException {
    Member found = swarm.find(word.strip());
    if (found != null) return found;
    throw new BadEditException(
        flag + ": there is no device \"" + word + "\"; " + SwarmReader.meant(word, swarm.names()));
  }
}
