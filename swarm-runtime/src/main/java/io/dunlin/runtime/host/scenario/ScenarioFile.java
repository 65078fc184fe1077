package io.dunlin.runtime.host.scenario;

import io.dunlin.runtime.host.config.Nearest;
import io.dunlin.runtime.sim.Fault;
import io.dunlin.runtime.sim.Scenario;
import io.dunlin.runtime.sim.Scenario.Device;
import io.dunlin.runtime.sim.Scenario.Link;
import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.sim.Scenario.Radio;
import io.dunlin.runtime.sim.Scenario.Route;
import io.dunlin.runtime.sync.SyncSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads scenario files, schema {@value #SCHEMA}; see {@code docs/reference/scenario-file.md}. */
public final class ScenarioFile {
  static final String SCHEMA = "dunlin.sim/v1";

  /** Longest file. */
  public static final int CHARS_MAX = 1 << 20;

  private static final int FAULTS_MAX = Scenario.FAULTS_MAX;
  private static final Map<String, Fault.Kind> KINDS = kinds();

  private final List<Device> devices = new ArrayList<>();
  private final SortedSet<String> names = new TreeSet<>();

  private ScenarioFile() {}

  private static Map<String, Fault.Kind> kinds() {
    var kinds = new TreeMap<String, Fault.Kind>();
    for (Fault.Kind kind : Fault.Kind.values()) kinds.put(kind.word(), kind);
    return kinds;
  }

  /**
   * Reads a whole file.
   *
   * @throws ScenarioException on the first mistake, with line and column
   */
  public static Scenario read(String text) throws ScenarioException {
    if (text.length() > CHARS_MAX) {
      throw new ScenarioException(Optional.empty(), "longer than " + CHARS_MAX + " characters");
    }
    var settings = LoadSettings.builder().setUseMarks(true).setLabel("scenario").build();
    try {
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root == null) throw new ScenarioException(Optional.empty(), "the file is empty");
      return new ScenarioFile().scenario(root);
    } catch (MarkedYamlEngineException e) {
      throw new ScenarioException(
          e.getProblemMark(), "this is no YAML: " + String.valueOf(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ScenarioException(Optional.empty(), "this is no YAML: " + e.getMessage());
    }
  }

  private Scenario scenario(Node root) throws ScenarioException {
    Section top =
        Section.of(
            root,
            "schema",
            "name",
            "duration",
            "settle",
            "disk",
            "copies",
            "quiet",
            "radio",
            "devices",
            "links",
            "faults");
    if (!top.text("schema").equals(SCHEMA))
      throw top.wrong("schema", "only " + SCHEMA + " is known");
    long duration = top.duration("duration");
    if (duration <= 0) throw top.wrong("duration", "must be above 0");
    Scenario.Disk disk =
        switch (top.has("disk") ? top.text("disk") : "journal") {
          case "journal" -> Scenario.Disk.JOURNAL;
          case "memory" -> Scenario.Disk.MEMORY;
          default -> throw top.wrong("disk", "journal or memory belongs here");
        };
    int copies = top.whole("copies", 0, 0, Scenario.COPIES_MAX);
    long quiet = top.duration("quiet", SyncSettings.QUIET_NANOS);
    if (quiet < SyncSettings.QUIET_NANOS) throw top.wrong("quiet", "8 s at least");
    for (Node each : top.list("devices")) group(each);
    if (devices.isEmpty()) throw top.wrong("devices", "at least one device is needed");
    return new Scenario(
        top.name("name"),
        duration,
        top.duration("settle", 0),
        disk,
        copies,
        quiet,
        top.has("radio") ? radio(top) : Radio.CLEAR,
        devices,
        links(top),
        faults(top, duration));
  }

  private static Radio radio(Section top) throws ScenarioException {
    Section radio =
        top.section(
            "radio",
            "range",
            "latency",
            "jitter",
            "loss",
            "rate",
            "frame",
            "half-duplex",
            "duplicate",
            "reorder",
            "corrupt");
    Radio clear = Radio.CLEAR;
    return new Radio(
        radio.has("range") ? radio.metres("range") : clear.rangeMetres(),
        radio.duration("latency", clear.latencyNanos()),
        radio.duration("jitter", clear.jitterNanos()),
        radio.percent("loss", 0),
        radio.bytesPerSecond("rate", 0),
        (int) radio.bytes("frame", clear.frameBytes(), 65_536),
        radio.flag("half-duplex", false),
        radio.percent("duplicate", 0),
        radio.percent("reorder", 0),
        radio.percent("corrupt", 0));
  }

  /** One device, or a group of them on a grid. */
  private void group(Node node) throws ScenarioException {
    Section group =
        Section.of(
            node, "name", "count", "at", "grid", "gateway", "observe", "urgent", "state", "route");
    String name = group.name("name");
    int count = group.whole("count", 1, 1, Scenario.DEVICES_MAX);
    if (devices.size() + count > Scenario.DEVICES_MAX) {
      throw group.wrong("count", "more than " + Scenario.DEVICES_MAX + " devices in all");
    }
    if (group.has("count") && !group.has("grid")) throw group.wrong("grid", "a group needs a grid");
    Route route = group.has("route") ? route(group) : null;
    long observe = group.duration("observe", 0);
    for (int i = 0; i < count; i++) {
      String each = group.has("count") ? name + "-" + (i + 1) : name;
      if (!names.add(each)) throw group.wrong("name", "\"" + each + "\" comes twice");
      devices.add(
          new Device(
              each,
              group.flag("gateway", false),
              place(group, i),
              route,
              observe,
              group.flag("urgent", false),
              group.duration("state", 0)));
    }
  }

  private static Point place(Section group, int index) throws ScenarioException {
    if (!group.has("grid")) return group.point("at");
    Section grid = group.section("grid", "columns", "spacing", "from");
    int columns = grid.whole("columns", 1, 1, Scenario.DEVICES_MAX);
    double spacing = grid.metres("spacing");
    Point from = grid.has("from") ? grid.point("from") : new Point(0, 0);
    int column = index % columns;
    int row = index / columns;
    return new Point(from.x() + column * spacing, from.y() + row * spacing);
  }

  private static Route route(Section group) throws ScenarioException {
    Section route = group.section("route", "points", "speed", "start", "repeat");
    var points = new ArrayList<Point>();
    for (Node each : route.list("points")) points.add(route.point(each));
    if (points.isEmpty()) throw route.wrong("points", "at least one place is needed");
    return new Route(
        points,
        route.metresPerSecond("speed"),
        route.duration("start", 0),
        route.flag("repeat", false));
  }

  private List<Link> links(Section top) throws ScenarioException {
    var links = new ArrayList<Link>();
    for (Node each : top.list("links")) {
      Section link = Section.of(each, "from", "to", "both", "loss", "up", "down");
      links.add(
          new Link(
              known(link, "from", link.text("from")),
              known(link, "to", link.text("to")),
              link.flag("both", true),
              link.percent("loss", 0),
              link.duration("up", 0),
              link.duration("down", 0)));
    }
    return links;
  }

  private String known(Section section, String key, String name) throws ScenarioException {
    if (names.contains(name)) return name;
    String near = Nearest.near(name, names);
    throw section.wrong(
        key,
        "there is no device \""
            + name
            + "\""
            + (near == null ? "" : "; did you mean \"" + near + "\"?"));
  }

  private List<Fault> faults(Section top, long duration) throws ScenarioException {
    var faults = new ArrayList<Fault>();
    for (Node each : top.list("faults")) {
      Section fault =
          Section.of(
              each, "at", "do", "device", "devices", "for", "every", "bits", "chance", "back", "by",
              "each", "period", "rate");
      Fault first = fault(fault);
      long every = fault.duration("every", 0);
      if (first.atNanos() >= duration) throw fault.wrong("at", "after the end of the scenario");
      for (long at = first.atNanos(); at < duration; at += every) {
        if (faults.size() == FAULTS_MAX)
          throw fault.wrong("every", "more than " + FAULTS_MAX + " faults");
        faults.add(new Fault(at, first.kind(), first.devices(), first.forNanos(), first.amount()));
        if (every == 0) break;
      }
    }
    return faults;
  }

  private Fault fault(Section fault) throws ScenarioException {
    Fault.Kind kind = KINDS.get(fault.text("do"));
    if (kind == null) {
      String near = Nearest.near(fault.text("do"), new TreeSet<>(KINDS.keySet()));
      throw fault.wrong(
          "do", near == null ? "one of " + KINDS.keySet() : "did you mean \"" + near + "\"?");
    }
    var hit = new ArrayList<String>();
    if (fault.has("device")) hit.add(known(fault, "device", fault.text("device")));
    for (String name : fault.words("devices")) hit.add(known(fault, "devices", name));
    int least = kind == Fault.Kind.ONE_WAY ? 2 : 1;
    if (hit.size() < least)
      throw fault.wrong("devices", kind.word() + " needs " + least + " by name");
    long at = fault.duration("at");
    long amount = amount(fault, kind);
    if (at < 0) throw fault.wrong("at", "before the start");
    if (kind == Fault.Kind.ROLLBACK && amount > at) throw fault.wrong("back", "before the start");
    return new Fault(at, kind, hit, fault.duration("for", 0), amount);
  }

  private static long amount(Section fault, Fault.Kind kind) throws ScenarioException {
    @Nullable String key =
        switch (kind) {
          case BIT_ROT -> "bits";
          case DISK_ERROR -> "chance";
          case ROLLBACK -> "back";
          case CLOCK_JUMP -> "by";
          case SLOW -> "each";
          case FLAP -> "period";
          case MALFORMED, FLOOD -> "rate";
          case POWER_CUT, KILL, DISK_FULL, CLONE, PARTITION, ONE_WAY, LIAR -> null;
        };
    for (String other : List.of("bits", "chance", "back", "by", "each", "period", "rate")) {
      if (fault.has(other) && !other.equals(key))
        throw fault.wrong(other, kind.word() + " has no such key");
    }
    return switch (kind) {
      case BIT_ROT -> fault.whole("bits", 8, 1, 1_000_000);
      case DISK_ERROR -> Math.round(fault.percent("chance", 0.1) * 100);
      case ROLLBACK -> fault.duration("back", 0);
      case CLOCK_JUMP -> fault.duration("by");
      case SLOW -> fault.duration("each", 200_000_000);
      case FLAP -> fault.duration("period", 2_000_000_000);
      case MALFORMED, FLOOD -> fault.whole("rate", 50, 1, 10_000);
      case POWER_CUT, KILL, DISK_FULL, CLONE, PARTITION, ONE_WAY, LIAR -> 0;
    };
  }
}
