package io.dunlin.gateway.plan;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.host.config.Nearest;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.LinkRow;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the picture of a swarm: the answer of {@code GET /api/swarm}, or a file with the same
 * members written by hand, where an id may be left out and links name devices. See
 * docs/formats/swarm.md.
 */
final class SwarmReader {
  static final int BYTES_MAX = 16 << 20;
  private static final int MEMBERS_MAX = 1_000;
  private static final long MEMORY_DEFAULT = 512_000_000;

  private static final Set<String> MEMBER_KEYS =
      Set.of(
          "id",
          "name",
          "role",
          "version",
          "speed",
          "cores",
          "memoryBytes",
          "has",
          "programs",
          "series",
          "coap",
          "state",
          "heardMillisAgo",
          "address");
  private static final Set<String> LINK_KEYS =
      Set.of(
          "from",
          "to",
          "up",
          "rttMillis",
          "lossRatio",
          "bytesPerSecond",
          "samples",
          "ageSeconds",
          "bothWays");

  /** A file that cannot be used; the message begins with a place. */
  static final class BadSwarmException extends Exception {
    private static final long serialVersionUID = 1L;

    BadSwarmException(String place, String what) {
      super(place + ": " + what);
    }
  }

  private final SortedMap<ReplicaId, Member> members = new TreeMap<>();
  private final SortedSet<ReplicaId> silent = new TreeSet<>();
  private final SortedMap<Swarm.Way, LinkMeasure> links = new TreeMap<>();
  private final SortedMap<String, ReplicaId> names = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();

  /** Keys that were passed over, in words. */
  List<String> warnings() {
    return warnings;
  }

  /**
   * @throws BadSwarmException for anything that is no swarm
   */
  Swarm read(byte[] json) throws BadSwarmException {
    JsonNode root;
    try {
      root = new JsonMapper().readTree(json);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String place =
          at == null ? "1:1" : Math.max(1, at.getLineNr()) + ":" + Math.max(1, at.getColumnNr());
      throw new BadSwarmException(place, "not JSON: " + e.getOriginalMessage());
    }
    if (!root.path("members").isArray()) {
      throw new BadSwarmException("/members", "there is no list of members");
    }
    if (root.path("members").size() > MEMBERS_MAX) {
      throw new BadSwarmException("/members", "more than " + MEMBERS_MAX);
    }
    int index = 0;
    for (JsonNode member : root.path("members")) member(member, "/members/" + index++);
    if (members.isEmpty()) throw new BadSwarmException("/members", "there is none");
    index = 0;
    for (JsonNode link : root.path("links")) link(link, "/links/" + index++);
    return new Swarm(
        root.path("swarm").asString(""), root.path("nowMillis").asLong(0), members, silent, links);
  }

  private void member(JsonNode node, String place) throws BadSwarmException {
    keys(node, MEMBER_KEYS, place);
    String name = node.path("name").asString("");
    String written = node.path("id").asString("");
    if (written.isEmpty() && name.isEmpty()) {
      throw new BadSwarmException(place, "has neither a name nor an id");
    }
    ReplicaId id = written.isEmpty() ? idOf(name) : id(written, place);
    String role = node.path("role").asString("device");
    if (!role.equals("device") && !role.equals("gateway")) {
      throw new BadSwarmException(
          place + "/role", "\"" + role + "\" is neither device nor gateway");
    }
    var member =
        new Member(
            id,
            name,
            role.equals("gateway") ? Role.GATEWAY : Role.DEVICE,
            new byte[0],
            0,
            "",
            number(node, "speed", 1, Double.MIN_NORMAL, 1e9, place),
            (int) number(node, "cores", 1, 1, 4096, place),
            (long) number(node, "memoryBytes", MEMORY_DEFAULT, 0, 1e15, place),
            words(node, "has", place),
            words(node, "programs", place),
            new TreeSet<>(),
            null,
            0);
    if (members.put(id, member) != null) {
      throw new BadSwarmException(
          place, "\"" + (name.isEmpty() ? written : name) + "\" is given twice");
    }
    if (!name.isEmpty()) names.put(name, id);
    if (node.path("state").asString("heard").equals("silent")) silent.add(id);
  }

  private void link(JsonNode node, String place) throws BadSwarmException {
    keys(node, LINK_KEYS, place);
    ReplicaId from = end(node, "from", place);
    ReplicaId to = end(node, "to", place);
    if (from.equals(to)) throw new BadSwarmException(place, "a device needs no link to itself");
    double rtt = number(node, "rttMillis", 0, 0, 1e7, place);
    var measure =
        new LinkMeasure(
            to,
            node.path("up").asBoolean(true),
            Math.round(rtt * 1e6),
            number(node, "lossRatio", 0, 0, 1, place),
            (long) number(node, "bytesPerSecond", 0, 0, 1e12, place),
            1);
    if (links.put(new Swarm.Way(from, to), measure) != null) {
      throw new BadSwarmException(place, "this link is given twice");
    }
    long row = links.keySet().stream().filter(way -> way.from().equals(from)).count();
    if (row > LinkRow.NEIGHBOURS_MAX) {
      throw new BadSwarmException(
          place, "a device measures at most " + LinkRow.NEIGHBOURS_MAX + " links");
    }
  }

  private ReplicaId end(JsonNode node, String key, String place) throws BadSwarmException {
    String written = node.path(key).asString("");
    ReplicaId named = names.get(written);
    if (named != null) return named;
    if (written.matches("[0-9a-f]{32}")) return id(written, place);
    String near = Nearest.near(written, new TreeSet<>(names.keySet()));
    throw new BadSwarmException(
        place + "/" + key,
        "there is no device \""
            + written
            + "\""
            + (near == null ? "" : "; did you mean " + near + "?"));
  }

  private void keys(JsonNode node, Set<String> known, String place) throws BadSwarmException {
    if (!node.isObject()) throw new BadSwarmException(place, "must be an object");
    for (String key : node.propertyNames()) {
      if (known.contains(key)) continue;
      String near = Nearest.near(key, new TreeSet<>(known));
      warnings.add(
          place
              + ": passes over \""
              + key
              + "\""
              + (near == null ? "" : "; did you mean " + near + "?"));
    }
  }

  private static double number(
      JsonNode node, String key, double otherwise, double least, double most, String place)
      throws BadSwarmException {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) return otherwise;
    double number = value.isNumber() ? value.asDouble() : Double.NaN;
    if (number >= least && number <= most) return number;
    throw new BadSwarmException(
        place + "/" + key, value + " is not a number from " + least + " to " + most);
  }

  private static SortedSet<String> words(JsonNode node, String key, String place)
      throws BadSwarmException {
    var words = new TreeSet<String>();
    JsonNode list = node.path(key);
    if (!list.isMissingNode() && !list.isArray()) {
      throw new BadSwarmException(place + "/" + key, "must be a list of words");
    }
    for (JsonNode each : list) words.add(each.asString(""));
    return words;
  }

  private static ReplicaId id(String written, String place) throws BadSwarmException {
    if (!written.matches("[0-9a-f]{32}")) {
      throw new BadSwarmException(place + "/id", "\"" + written + "\" is not 32 hex digits");
    }
    return new ReplicaId(
        Long.parseUnsignedLong(written.substring(0, 16), 16),
        Long.parseUnsignedLong(written.substring(16), 16));
  }

  /** A made-up id: a file that is written by hand knows no keys. */
  private static ReplicaId idOf(String name) throws BadSwarmException {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return id(HexFormat.of().formatHex(hash, 0, 16), "/members");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What {@code word} was most likely meant to be among these, in words; empty when nothing. */
  static String meant(String word, List<String> known) {
    String near = Nearest.near(word, new TreeSet<>(known));
    return near == null ? "there are " + String.join(", ", known) : "did you mean " + near + "?";
  }
}
