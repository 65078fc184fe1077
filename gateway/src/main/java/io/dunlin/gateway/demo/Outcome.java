package io.dunlin.gateway.demo;

import io.dunlin.crdt.ReplicaId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the demo saw, as the report tells it. It holds only if there is no failure. */
final class Outcome {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final ObjectNode report = JSON.createObjectNode();
  private final List<String> failures = new ArrayList<>();
  private final TreeSet<String> interrupted = new TreeSet<>();
  private String killedName = "";
  private @Nullable ReplicaId killedId;

  Outcome(long seed) {
    report.put("seed", seed);
  }

  void fail(@Nullable String why) {
    failures.add(String.valueOf(why));
  }

  List<String> failures() {
    return failures;
  }

  void ready(String process, double seconds) {
    object("readySeconds").put(process, rounded(seconds));
  }

  void memory(String process, long bytes) {
    object("memoryBytes").put(process, bytes);
  }

  void bytes(Map<String, Long> bytes) {
    ObjectNode into = object("bytes");
    for (String cause : List.of("summary", "needed", "duplicate", "lost")) {
      into.put(cause, bytes.getOrDefault(cause, 0L));
    }
  }

  void partition(
      Set<String> near, Set<String> far, double seconds, Map<String, SortedSet<String>> ran) {
    ObjectNode partition = object("partition");
    ArrayNode islands = partition.putArray("islands");
    for (Set<String> side : List.of(near, far)) {
      ArrayNode island = islands.addArray();
      side.forEach(island::add);
    }
    partition.put("seconds", rounded(seconds));
    ArrayNode running = partition.putArray("ran");
    for (String side : List.of("near", "far")) {
      ArrayNode tasks = running.addArray();
      ran.getOrDefault(side, new TreeSet<>()).forEach(tasks::add);
      if (tasks.isEmpty()) fail("nothing ran on the " + side + " side during the partition");
    }
  }

  void killed(String name, ReplicaId id, Set<String> running, double at) {
    killedName = name;
    killedId = id;
    interrupted.addAll(running);
    object("killed").put("device", name).put("at", rounded(at)).put("rejoined", false);
  }

  String killedName() {
    return killedName;
  }

  void rejoined() {
    object("killed").put("rejoined", true);
  }

  void converged(double seconds) {
    report.put("convergedSeconds", rounded(seconds));
  }

  void digests(Map<String, String> digests) {
    ObjectNode into = object("digests");
    digests.forEach(into::put);
    if (new TreeSet<>(digests.values()).size() > 1) fail("digests differ: " + digests);
  }

  void observations(
      long appended, long merged, long lost, long duplicated, Map<String, Long> perDevice) {
    ObjectNode into = object("observations");
    into.put("appended", appended).put("merged", merged);
    into.put("lost", lost).put("duplicated", duplicated);
    ObjectNode each = into.putObject("perDevice");
    perDevice.forEach(each::put);
    if (appended == 0) fail("no observation was acknowledged");
  }

  /** The mission as the gateway tells it at the end. */
  void mission(JsonNode entry, Swarm swarm) {
    double accepted = entry.path("acceptedMillis").asLong();
    String state = entry.path("state").asString().toLowerCase(Locale.ROOT);
    ObjectNode into = object("mission");
    into.put("id", entry.path("name").asString()).put("state", state);
    into.put("tasks", entry.path("tasks").size());
    into.put("predictedSeconds", rounded(entry.path("predictedSeconds").asDouble()));
    into.put("measuredSeconds", rounded(entry.path("measuredSeconds").asDouble()));
    if (!state.equals("done")) fail("mission is " + state + ": " + entry.path("reason").asString());
    ArrayNode tasks = report.putArray("tasks");
    var replanned = new TreeSet<String>();
    for (JsonNode task : entry.path("tasks"))
      task(tasks.addObject(), task, accepted, swarm, replanned);
    ArrayNode names = object("killed").putArray("replannedTasks");
    replanned.forEach(names::add);
    if (!killedName.isEmpty() && replanned.isEmpty()) {
      fail("no task of " + killedName + " was replanned; it ran " + interrupted);
    }
  }

  private void task(
      ObjectNode into, JsonNode task, double accepted, Swarm swarm, Set<String> replanned) {
    String name = task.path("name").asString();
    into.put("name", name).put("device", swarm.nameOf(task.path("device").asString()));
    into.put("state", task.path("state").asString());
    into.put("start", rounded((task.path("startMillis").asLong() - accepted) / 1e3));
    into.put("end", rounded((task.path("endMillis").asLong() - accepted) / 1e3));
    into.put("attempts", task.path("attempts").size());
    boolean failedThere = false;
    for (JsonNode attempt : task.path("attempts")) {
      boolean there =
          killedId != null && attempt.path("device").asString().equals(killedId.toString());
      failedThere |= there && !attempt.path("state").asString().equalsIgnoreCase("done");
    }
    boolean doneElsewhere =
        task.path("state").asString().equalsIgnoreCase("done")
            && killedId != null
            && !task.path("device").asString().equals(killedId.toString());
    if (interrupted.contains(name) && failedThere && doneElsewhere) replanned.add(name);
    if (!task.path("state").asString().equalsIgnoreCase("done")) {
      fail("task " + name + " is " + task.path("state").asString());
    }
  }

  void write(Path file) throws IOException {
    Files.writeString(file, json() + "\n");
  }

  String json() {
    ArrayNode into = report.putArray("failures");
    failures.forEach(into::add);
    return JSON.writeValueAsString(report);
  }

  private ObjectNode object(String name) {
    return report.has(name) ? (ObjectNode) report.get(name) : report.putObject(name);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
