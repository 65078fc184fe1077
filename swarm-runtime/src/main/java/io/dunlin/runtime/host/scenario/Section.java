package io.dunlin.runtime.host.scenario;

import io.dunlin.runtime.host.config.Nearest;
import io.dunlin.runtime.host.config.Units;
import io.dunlin.runtime.sim.Scenario.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One mapping of the file, with the keys it may have and typed reading of their values. */
final class Section {
  private static final Pattern METRES = Pattern.compile("(-?\\d{1,9}(?:\\.\\d{1,6})?)\\s?(m|km)");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s?%");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();

  private Section(Node node) {
    this.node = node;
  }

  /** Refuses keys that are unknown or come twice. */
  static Section of(Node node, String... known) throws ScenarioException {
    if (!(node instanceof MappingNode mapping)) {
      throw new ScenarioException(
          node.getStartMark(), "a mapping with " + String.join(", ", known) + " belongs here");
    }
    var section = new Section(node);
    var names = new TreeSet<>(List.of(known));
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!names.contains(name)) {
        String near = Nearest.near(name, names);
        throw new ScenarioException(
            key.getStartMark(),
            "unknown key \""
                + name
                + "\"; "
                + (near == null ? "known: " + names : "did you mean \"" + near + "\"?"));
      }
      if (section.values.put(name, tuple.getValueNode()) != null) {
        throw new ScenarioException(key.getStartMark(), "key \"" + name + "\" comes twice");
      }
    }
    return section;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  ScenarioException wrong(String key, String what) {
    Node at = values.getOrDefault(key, node);
    return new ScenarioException(at.getStartMark(), key + ": " + what);
  }

  private Node need(String key) throws ScenarioException {
    Node value = values.get(key);
    if (value == null)
      throw new ScenarioException(node.getStartMark(), "key \"" + key + "\" is missing");
    return value;
  }

  private static @Nullable String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  String text(String key) throws ScenarioException {
    String text = scalar(need(key));
    if (text == null) throw wrong(key, "a word belongs here");
    return text;
  }

  String name(String key) throws ScenarioException {
    String name = text(key);
    if (!name.matches("[a-z0-9-]{1,32}")) {
      throw wrong(key, "\"" + name + "\" is no name; 1 to 32 of a-z, 0-9 and -");
    }
    return name;
  }

  long duration(String key) throws ScenarioException {
    String text = text(key);
    boolean negative = text.startsWith("-");
    long nanos = Units.nanos(negative ? text.substring(1) : text);
    if (nanos < 0) throw wrong(key, "\"" + text + "\" is no duration; write 250ms, 90s, 8h, 365d");
    return negative ? -nanos : nanos;
  }

  long duration(String key, long otherwise) throws ScenarioException {
    if (!has(key)) return otherwise;
    long nanos = duration(key);
    if (nanos < 0) throw wrong(key, "a duration here is not negative");
    return nanos;
  }

  double metres(String key) throws ScenarioException {
    return metres(need(key));
  }

  private double metres(Node value) throws ScenarioException {
    String text = scalar(value);
    Matcher matcher = METRES.matcher(text == null ? "" : text);
    if (!matcher.matches()) {
      throw new ScenarioException(value.getStartMark(), "a length belongs here, as 250m or 1.5km");
    }
    return Double.parseDouble(matcher.group(1)) * (matcher.group(2).equals("km") ? 1_000 : 1);
  }

  double metresPerSecond(String key) throws ScenarioException {
    String text = text(key);
    Matcher matcher =
        METRES.matcher(text.endsWith("/s") ? text.substring(0, text.length() - 2) : "");
    double metres =
        matcher.matches() && matcher.group(2).equals("m")
            ? Double.parseDouble(matcher.group(1))
            : 0;
    if (metres <= 0) throw wrong(key, "\"" + text + "\" is no speed; write 12m/s");
    return metres;
  }

  double percent(String key, double otherwise) throws ScenarioException {
    if (!has(key)) return otherwise;
    String text = text(key);
    Matcher matcher = PERCENT.matcher(text);
    double ratio = matcher.matches() ? Double.parseDouble(matcher.group(1)) / 100 : 2;
    if (ratio > 1) throw wrong(key, "\"" + text + "\" is no share; write 0% to 100%");
    return ratio;
  }

  long bytes(String key, long otherwise, long most) throws ScenarioException {
    if (!has(key)) return otherwise;
    long bytes = Units.bytes(text(key));
    if (bytes < 1 || bytes > most)
      throw wrong(key, "a size up to " + most + "B belongs here, as 250B");
    return bytes;
  }

  long bytesPerSecond(String key, long otherwise) throws ScenarioException {
    if (!has(key)) return otherwise;
    String text = text(key);
    long bytes = text.endsWith("/s") ? Units.bytes(text.substring(0, text.length() - 2)) : -1;
    if (bytes < 1) throw wrong(key, "\"" + text + "\" is no rate; write 25kB/s");
    return bytes;
  }

  int whole(String key, int otherwise, int least, int most) throws ScenarioException {
    if (!has(key)) return otherwise;
    String text = text(key);
    int value = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (value < least || value > most) {
      throw wrong(key, "a whole number from " + least + " to " + most + " belongs here");
    }
    return value;
  }

  boolean flag(String key, boolean otherwise) throws ScenarioException {
    if (!has(key)) return otherwise;
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, "true or false belongs here");
    };
  }

  Section section(String key, String... known) throws ScenarioException {
    return of(need(key), known);
  }

  List<Node> list(String key) throws ScenarioException {
    if (!has(key)) return List.of();
    if (need(key) instanceof SequenceNode list) return list.getValue();
    throw wrong(key, "a list belongs here");
  }

  List<String> words(String key) throws ScenarioException {
    var words = new ArrayList<String>();
    for (Node each : list(key)) {
      String word = scalar(each);
      if (word == null) throw new ScenarioException(each.getStartMark(), "a name belongs here");
      words.add(word);
    }
    return words;
  }

  Point point(String key) throws ScenarioException {
    return point(need(key));
  }

  Point point(Node value) throws ScenarioException {
    if (!(value instanceof SequenceNode list) || list.getValue().size() != 2) {
      throw new ScenarioException(value.getStartMark(), "a place belongs here, as [120m, 40m]");
    }
    return new Point(metres(list.getValue().getFirst()), metres(list.getValue().getLast()));
  }
}
