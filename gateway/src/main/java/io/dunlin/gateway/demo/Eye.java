package io.dunlin.gateway.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at the processes from outside, over the HTTP that users have. */
final class Eye implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Swarm swarm;
  private final Map<String, JsonNode> lastHealth = new TreeMap<>();

  Eye(Swarm swarm) {
    this.swarm = swarm;
  }

  private @Nullable JsonNode get(int port, String path) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(5))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** {@code /health} of a process, or null when it does not answer. */
  @Nullable JsonNode health(String name) throws InterruptedException {
    if (!swarm.child(name).isAlive()) return null;
    JsonNode health = get(swarm.httpPort(name), "/health");
    if (health != null) lastHealth.put(name + "/" + health.path("epoch").asString(), health);
    return health;
  }

  /** The dashboard's picture of the swarm, or null. */
  @Nullable JsonNode picture() throws InterruptedException {
    return get(swarm.dashboardPort(), "/api/swarm");
  }

  @Nullable JsonNode held() throws InterruptedException {
    return get(swarm.dashboardPort(), "/api/observations/held");
  }

  /** The mission's entry in the picture, or null before it is accepted. */
  @Nullable JsonNode mission(String name) throws InterruptedException {
    JsonNode picture = picture();
    if (picture == null) return null;
    for (JsonNode mission : picture.path("missions")) {
      if (mission.path("name").asString().equals(name)) return mission;
    }
    return null;
  }

  /** Digest by live process; a process that does not answer has none. */
  SortedMap<String, String> digests() throws InterruptedException {
    var digests = new TreeMap<String, String>();
    for (String name : swarm.names()) {
      JsonNode health = health(name);
      if (health != null) digests.put(name, health.path("digest").asString());
    }
    return digests;
  }

  /** Tasks that run on a device now. */
  Set<String> running(String name) throws InterruptedException {
    var running = new TreeSet<String>();
    JsonNode health = health(name);
    if (health == null) return running;
    for (JsonNode task : health.path("tasks")) {
      if (task.path("state").asString().equals("RUNNING"))
        running.add(task.path("task").asString());
    }
    return running;
  }

  /** Whom a process is connected to, by name. */
  Set<String> island(String name) throws InterruptedException {
    var island = new TreeSet<String>();
    JsonNode health = health(name);
    if (health == null) return island;
    for (JsonNode id : health.path("island")) island.add(swarm.nameOf(id.asString()));
    return island;
  }

  /**
   * Sync payload by cause over all processes that ever answered, the killed ones' last word too.
   */
  SortedMap<String, Long> bytes() {
    var bytes = new TreeMap<String, Long>();
    for (JsonNode health : lastHealth.values()) {
      for (var cause : health.path("bytes").properties()) {
        bytes.merge(cause.getKey(), cause.getValue().asLong(), Long::sum);
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    http.close();
  }
}
