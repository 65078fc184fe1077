package io.dunlin.gateway.mqtt;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The topics of missions: {@code dunlin/v1/{swarm}/m/{id}/…}. */
public final class Topics {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final String prefix;

  public Topics(String swarm) {
    this.prefix = "dunlin/v1/" + swarm + "/m/";
  }

  /** Everything that can be asked for: uploads whole and in parts, and cancelling. */
  List<String> filters() {
    return List.of(prefix + "+/put", prefix + "+/put/+/+", prefix + "+/cancel");
  }

  public String put(String id) {
    return prefix + id + "/put";
  }

  public String part(String id, int n, int of) {
    return prefix + id + "/put/" + n + "/" + of;
  }

  public String cancel(String id) {
    return prefix + id + "/cancel";
  }

  public String result(String id) {
    return prefix + id + "/$result";
  }

  public String status(String id) {
    return prefix + id + "/$status";
  }

  /** What a topic asks for. */
  sealed interface Request {
    String id();

    record Whole(String id) implements Request {}

    record Part(String id, int n, int of) implements Request {}

    record Cancel(String id) implements Request {}
  }

  /** Null for a topic that is none of ours or whose id is no slug. */
  @Nullable Request read(String topic) {
    if (!topic.startsWith(prefix)) return null;
    List<String> levels = List.of(topic.substring(prefix.length()).split("/", -1));
    String id = levels.getFirst();
    if (levels.size() < 2 || !SLUG.matcher(id).matches()) return null;
    return switch (levels.get(1)) {
      case "put" -> levels.size() == 2 ? new Request.Whole(id) : part(id, levels);
      case "cancel" -> levels.size() == 2 ? new Request.Cancel(id) : null;
      default -> null;
    };
  }

  private static Request.@Nullable Part part(String id, List<String> levels) {
    if (levels.size() != 4) return null;
    int n = number(levels.get(2));
    int of = number(levels.get(3));
    return n < 1 || of < n ? null : new Request.Part(id, n, of);
  }

  private static int number(String text) {
    return text.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(text) : -1;
  }

  /** MQTT topic filters, MQTT 5 section 4.7. */
  static boolean matches(String filter, String topic) {
    List<String> wanted = List.of(filter.split("/", -1));
    List<String> levels = List.of(topic.split("/", -1));
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).equals("#")) return true;
      if (i == levels.size()) return false;
      if (!wanted.get(i).equals("+") && !wanted.get(i).equals(levels.get(i))) return false;
    }
    return wanted.size() == levels.size();
  }
}
