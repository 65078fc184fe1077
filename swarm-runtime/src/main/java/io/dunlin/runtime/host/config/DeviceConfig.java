package io.dunlin.runtime.host.config;

import io.dunlin.runtime.host.config.Settings.Optionality;
import io.dunlin.runtime.sync.SyncSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A device's settings, checked.
 *
 * @param swarm name of the swarm
 * @param name the device's name for people, {@code [a-z0-9-]{1,32}}
 * @param data directory of journal, blobs and keys
 * @param swarmKey file with the swarm's public key
 * @param coap where CoAP listens
 * @param announced the address others reach it at, when it is not the bound one
 * @param mqttUrl broker, or null for none
 * @param http where /metrics and /health answer
 * @param programs command line by program key; empty means no {@code run:} task comes here
 * @param hardware what to open, see {@code io.dunlin.hal}
 * @param sharing how what is recorded is spread
 */
public record DeviceConfig(
    String swarm,
    String name,
    Path data,
    Path swarmKey,
    Socket coap,
    boolean multicast,
    @Nullable String announced,
    @Nullable String mqttUrl,
    Socket http,
    List<Peer> peers,
    Capabilities capabilities,
    SortedMap<String, String> hardware,
    List<Series> series,
    SortedMap<String, List<String>> programs,
    Limits limits,
    Sharing sharing,
    Storage storage) {

  /** A loopback address and a port; port 0 takes a free one. */
  public record Socket(InetAddress bind, int port) {}

  /**
   * A neighbour to talk to.
   *
   * @param id 32 hex digits, or null when it is learned from the peer's announcement
   * @param address such as {@code coap://127.0.0.1:5683}
   */
  public record Peer(@Nullable String id, String address) {}

  /** What the planner may reckon with, beyond what the hardware itself offers. */
  public record Capabilities(double speed, int cores, long memoryBytes, SortedSet<String> has) {}

  /**
   * What to record, and how often.
   *
   * @param sensor name of a sensor of the hardware
   * @param everyNanos sampling period
   * @param urgent whether its observations go to the urgent lane
   */
  public record Series(String name, String sensor, long everyNanos, boolean urgent) {}

  /**
   * Budgets and periods.
   *
   * @param journalBytes budget of the log
   * @param blobBytes budget of blobs
   * @param stableNanos how long the view of the island must not change before a coordinator plans
   * @param silentNanos after which a neighbour counts as silent
   * @param probeNanos period of link probes
   * @param planNanos time a plan may be searched for
   * @param uploadBytesPerSecond of telemetry and bulk to each gateway, 0 for no bound
   */
  public record Limits(
      long journalBytes,
      long blobBytes,
      long stableNanos,
      long silentNanos,
      long probeNanos,
      long planNanos,
      long uploadBytesPerSecond) {}

  /**
   * How what a device records is spread, and how often neighbours hear each other.
   *
   * @param copies how many devices are to hold it, this one among them; 0: all
   * @param quietNanos longest time between two beacons or probes, 8 s or more
   */
  public record Sharing(int copies, long quietNanos) {}

  /**
   * How the journal treats its disk.
   *
   * @param reserveBytes free space kept for urgent and state entries
   * @param dropOldest whether a full lane of telemetry or bulk drops its oldest instead of refusing
   * @param commitNanos how long telemetry and bulk may wait to be forced; 0 forces each
   * @param commitBytes how much of them may
   */
  public record Storage(
      long reserveBytes, boolean dropOldest, long commitNanos, long commitBytes) {}

  private static final int COPIES_MAX = 8;
  private static final long QUIET_NANOS_MAX = 3_600_000_000_000L;

  /** Who is not heard for so many quiet periods is silent. */
  private static final int QUIET_TO_SILENT = 4;

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Schema PEER = Schema.of("id", "address");
  private static final Schema SERIES = Schema.of("name", "sensor", "every", "urgent");

  /** Every key a device knows. */
  public static final Schema SCHEMA =
      Schema.of(
          "swarm",
          "name",
          "data",
          "swarm-key",
          "coap.bind",
          "coap.port",
          "coap.multicast",
          "coap.announce",
          "mqtt.url",
          "http.bind",
          "http.port",
          "peer.*",
          "capabilities.speed",
          "capabilities.cores",
          "capabilities.memory",
          "capabilities.has",
          "hardware.*",
          "series.*",
          "tasks.programs.*",
          "limits.journal",
          "limits.blobs",
          "limits.stable",
          "limits.silent",
          "limits.probe",
          "limits.plan",
          "limits.upload",
          "sync.copies",
          "sync.quiet",
          "journal.reserve",
          "journal.when-full",
          "journal.commit-after",
          "journal.commit-bytes");

  public static DeviceConfig from(Settings s) throws ConfigException {
    String name = slug(s, "name", Optionality.required("write name = \"sensor-1\""));
    Path data = Path.of(s.text("data", Optionality.required("write data = \"/var/lib/dunlin\"")));
    return new DeviceConfig(
        slug(s, "swarm", Optionality.required("write swarm = \"forest\"")),
        name,
        data,
        Path.of(
            s.text(
                "swarm-key",
                Optionality.required("name the file of the swarm's public key that join made"))),
        socket(s, "coap", 5683),
        s.flag("coap.multicast", false),
        s.get("coap.announce") == null ? null : s.text("coap.announce", Optionality.or("")),
        s.get("mqtt.url") == null ? null : mqttUrl(s),
        socket(s, "http", 0),
        peers(s),
        capabilities(s),
        s.scalars("hardware"),
        series(s),
        s.lists("tasks.programs"),
        limits(s),
        sharing(s),
        storage(s));
  }

  /** The same with another broker. */
  public DeviceConfig withMqtt(String url) {
    return new DeviceConfig(
        swarm,
        name,
        data,
        swarmKey,
        coap,
        multicast,
        announced,
        url,
        http,
        peers,
        capabilities,
        hardware,
        series,
        programs,
        limits,
        sharing,
        storage);
  }

  private static String slug(Settings s, String key, Optionality optionality)
      throws ConfigException {
    String slug = s.text(key, optionality);
    if (NAME.matcher(slug).matches()) return slug;
    throw new ConfigException(
        key + " is \"" + slug + "\"; use 1 to 32 lower-case letters, digits and hyphens");
  }

  /** Until security is configured a socket binds to loopback, and anything else is refused. */
  public static Socket socket(Settings s, String section, int port) throws ConfigException {
    String bind = s.text(section + ".bind", Optionality.or("127.0.0.1"));
    try {
      InetAddress address = InetAddress.getByName(bind);
      if (!address.isLoopbackAddress()) {
        throw new ConfigException(
            section + ".bind is " + bind + ": not yet; without security only loopback is allowed");
      }
      return new Socket(address, (int) s.number(section + ".port", port, 0, 65535));
    } catch (UnknownHostException e) {
      throw new ConfigException(section + ".bind is " + bind + ", which is no address");
    }
  }

  private static String mqttUrl(Settings s) throws ConfigException {
    String url = s.text("mqtt.url", Optionality.or(""));
    if (url.matches("tcp://(127\\.0\\.0\\.1|localhost|\\[::1]):\\d{1,5}")) return url;
    throw new ConfigException(
        "mqtt.url is " + url + "; without security it must be tcp://127.0.0.1:PORT");
  }

  private static List<Peer> peers(Settings s) throws ConfigException {
    var peers = new ArrayList<Peer>();
    for (Settings peer : s.tables("peer", PEER)) {
      String address =
          peer.text("address", Optionality.required("write address = \"coap://127.0.0.1:5683\""));
      if (!address.matches("coap://[^/\\s]+:\\d{1,5}|mqtt:[0-9a-f]{32}")) {
        throw new ConfigException(
            "a peer's address is " + address + ", expected coap://HOST:PORT or mqtt:ID");
      }
      String id = peer.get("id") == null ? null : peer.text("id", Optionality.or(""));
      if (id != null && !id.matches("[0-9a-f]{32}")) {
        throw new ConfigException("a peer's id is " + id + ", expected 32 hex digits");
      }
      peers.add(new Peer(id, address));
    }
    return List.copyOf(peers);
  }

  private static Capabilities capabilities(Settings s) throws ConfigException {
    double speed = s.real("capabilities.speed", 1.0);
    if (!(speed > 0 && speed <= 1000)) {
      throw new ConfigException(
          "capabilities.speed is " + speed + ", expected above 0, up to 1000");
    }
    return new Capabilities(
        speed,
        (int) s.number("capabilities.cores", 1, 1, 256),
        s.size("capabilities.memory", "128MB"),
        new TreeSet<>(s.texts("capabilities.has")));
  }

  private static List<Series> series(Settings s) throws ConfigException {
    var series = new ArrayList<Series>();
    for (Settings each : s.tables("series", SERIES)) {
      String name = slug(each, "name", Optionality.required("write name = \"temperature\""));
      series.add(
          new Series(
              name,
              each.text("sensor", Optionality.or(name)),
              each.duration("every", "1s"),
              each.flag("urgent", false)));
    }
    return List.copyOf(series);
  }

  private static Limits limits(Settings s) throws ConfigException {
    return new Limits(
        s.size("limits.journal", "256MB"),
        s.size("limits.blobs", "512MB"),
        s.duration("limits.stable", "2s"),
        s.duration("limits.silent", "6s"),
        s.duration("limits.probe", "2s"),
        s.duration("limits.plan", "500ms"),
        s.size("limits.upload", "0B"));
  }

  private static Sharing sharing(Settings s) throws ConfigException {
    long quiet = s.duration("sync.quiet", "8s");
    if (quiet < SyncSettings.QUIET_NANOS || quiet > QUIET_NANOS_MAX) {
      throw new ConfigException("sync.quiet is " + s.get("sync.quiet") + "; use 8s to 1h");
    }
    long silent = s.duration("limits.silent", "6s");
    if (quiet > SyncSettings.QUIET_NANOS && silent < QUIET_TO_SILENT * quiet) {
      throw new ConfigException(
          "limits.silent is "
              + silent / 1_000_000_000
              + "s: neighbours may be quiet for longer; with this sync.quiet use "
              + QUIET_TO_SILENT * quiet / 1_000_000_000
              + "s or more");
    }
    return new Sharing((int) s.number("sync.copies", 0, 0, COPIES_MAX), quiet);
  }

  private static Storage storage(Settings s) throws ConfigException {
    String whenFull = s.text("journal.when-full", Optionality.or("refuse"));
    if (!whenFull.equals("refuse") && !whenFull.equals("drop-oldest")) {
      throw new ConfigException(
          "journal.when-full is \"" + whenFull + "\"; use refuse or drop-oldest");
    }
    return new Storage(
        s.size("journal.reserve", "8MB"),
        whenFull.equals("drop-oldest"),
        s.duration("journal.commit-after", "1s"),
        Math.min(s.size("journal.commit-bytes", "64KB"), Integer.MAX_VALUE));
  }
}
