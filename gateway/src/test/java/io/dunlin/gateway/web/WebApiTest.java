package io.dunlin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.gateway.MissionGate;
import io.dunlin.runtime.step.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebApiTest {
  private static final JsonMapper JSON = new JsonMapper();
  private final River river = new River();
  private final FakeSwarm swarm = river.swarm;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private DashboardServer server;

  WebApiTest() throws IOException {
    server = DashboardServer.start(swarm, swarm, 0, events::add);
  }

  @BeforeEach
  void populate() {
    river.step(0);
  }

  @AfterEach
  void stop() {
    server.close();
    http.shutdownNow();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(to(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = to(path).POST(BodyPublishers.ofString(body));
    if (headers.length > 0) request.headers(headers);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    return JSON.readTree(answer.body());
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode each : list) if (each.path("name").asString().equals(name)) return each;
    throw new AssertionError("no " + name + " in " + list);
  }

  @Test
  void showsMembersLinksAndReplicas() throws Exception {
    JsonNode picture = json("/api/swarm");
    assertThat(picture.path("swarm").asString()).isEqualTo("river");
    assertThat(picture.path("zone").asString()).isEqualTo("Europe/Brussels");
    assertThat(picture.path("digest").asString()).hasSize(64);
    JsonNode heron = named(picture.path("members"), "heron");
    assertThat(heron.path("state").asString()).isEqualTo("heard");
    assertThat(heron.path("heardMillisAgo").asLong()).isEqualTo(1200);
    assertThat(heron.path("has").get(0).asString()).isEqualTo("camera");
    assertThat(heron.path("series").get(0).asString()).isEqualTo("temperature");
    assertThat(named(picture.path("members"), "stilt").path("state").asString())
        .isEqualTo("sleeping");
    JsonNode knot = named(picture.path("members"), "knot");
    assertThat(knot.path("state").asString()).isEqualTo("silent");
    assertThat(knot.path("heardMillisAgo").isNull()).isTrue();
    assertThat(picture.path("replicas").get(1).path("entriesLeft").asLong()).isEqualTo(312);
  }

  @Test
  void whatWasNotMeasuredIsNullAndNeverZero() throws Exception {
    List<JsonNode> unmeasured = new ArrayList<>();
    for (JsonNode link : json("/api/swarm").path("links")) {
      if (link.path("samples").asInt() == 0) unmeasured.add(link);
    }
    assertThat(unmeasured)
        .isNotEmpty()
        .allSatisfy(link -> {
          assertThat(link.path("rttMillis").isNull()).isTrue();
          assertThat(link.path("lossRatio").isNull()).isTrue();
          assertThat(link.path("bytesPerSecond").isNull()).isTrue();
        });
  }

  @Test
  void followsATaskFromWaitingToDone() throws Exception {
    JsonNode mission = json("/api/swarm").path("missions").get(0);
    assertThat(named(mission.path("tasks"), "detect-a").path("state").asString())
        .isEqualTo("waiting");
    assertThat(named(mission.path("tasks"), "detect-a").path("message").asString())
        .isEqualTo("waits for scan-a");
    river.step(60);
    mission = json("/api/swarm").path("missions").get(0);
    JsonNode detect = named(mission.path("tasks"), "detect-a");
    assertThat(detect.path("state").asString()).isEqualTo("done");
    assertThat(detect.path("startMillis").asLong()).isPositive();
    assertThat(detect.path("plannedStartMillis").asLong()).isPositive();
    assertThat(detect.path("outputs").get(0).path("hash").asString()).hasSize(64);
    JsonNode lost = named(mission.path("tasks"), "detect-c").path("attempts").get(0);
    assertThat(lost.path("state").asString()).isEqualTo("lost");
    assertThat(named(mission.path("tasks"), "detect-c").path("n").asInt()).isEqualTo(2);
  }

  @Test
  void readsObservationsWithUnitsAsDecimals() throws Exception {
    String heron = named(json("/api/swarm").path("members"), "heron").path("id").asString();
    JsonNode rows = json("/api/observations?series=temperature&n=3&device=" + heron);
    assertThat(rows.size()).isEqualTo(3);
    JsonNode value = rows.get(0).path("values").get(0);
    assertThat(value.path("unit").asString()).isEqualTo("Cel");
    assertThat(value.path("value").asString()).matches("-?[0-9]+\\.[0-9]{2}");
    assertThat(rows.get(0).path("deviceName").asString()).isEqualTo("heron");
    JsonNode held = json("/api/observations/held").get(0);
    assertThat(held.path("intervals").get(0).size()).isEqualTo(2);
    assertThat(held.path("epoch").asString()).isEqualTo("7");
  }

  @Test
  void refusesQuestionsOutOfBounds() throws Exception {
    assertThat(get("/api/observations?n=1001").statusCode()).isEqualTo(400);
    assertThat(get("/api/observations?n=0").statusCode()).isEqualTo(400);
    assertThat(get("/api/observations?device=../etc").statusCode()).isEqualTo(400);
    assertThat(get("/api/blobs/zz").statusCode()).isEqualTo(400);
    assertThat(get("/api/blobs/" + "0".repeat(64)).statusCode()).isEqualTo(404);
    assertThat(get("/api/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/ui/../WebApiTest.class").statusCode()).isEqualTo(404);
    assertThat(get("/ui/%2e%2e/secret.js").statusCode()).isBetween(400, 404);
  }

  @Test
  void aBrokenStoreIsSaidAndLogged() throws Exception {
    swarm.storeBroken = true;
    HttpResponse<String> answer = get("/api/observations");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("could not answer").doesNotContain("disk is gone");
    assertThat(events).anySatisfy(event -> assertThat(event.number()).isEqualTo(2302));
  }

  @Test
  void takesAMissionAndTurnsABadOneAwayWithItsFindings() throws Exception {
    HttpResponse<String> good = post("/api/missions", "schema: dunlin.mission/v1\nname: x\n");
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(good.body()).path("result").asString()).isEqualTo("accepted");
    HttpResponse<String> bad = post("/api/missions", "schema: wrong");
    assertThat(bad.statusCode()).isEqualTo(422);
    JsonNode finding = JSON.readTree(bad.body()).path("diagnostics").get(0);
    assertThat(finding.path("line").asInt()).isEqualTo(7);
    assertThat(finding.path("nearest").asString()).isEqualTo("needs");
    assertThat(post("/api/missions", "full").statusCode()).isEqualTo(503);
  }

  @Test
  void anOversizedFileNeverReachesTheGate() throws Exception {
    String big = "schema: dunlin.mission/v1\n".repeat(MissionGate.FILE_BYTES_MAX / 20);
    assertThat(post("/api/missions", big).statusCode()).isEqualTo(413);
    assertThat(swarm.accepted).isEmpty();
  }

  @Test
  void cancels() throws Exception {
    assertThat(post("/api/missions/river-search/cancel", "").statusCode()).isEqualTo(200);
    assertThat(swarm.cancelled).containsExactly("river-search");
    assertThat(post("/api/missions/none/cancel", "").statusCode()).isEqualTo(404);
    assertThat(post("/api/missions/stuck/cancel", "").statusCode()).isEqualTo(503);
  }

  @Test
  void anotherSitesPageMayNotPost() throws Exception {
    String cancel = "/api/missions/river-search/cancel";
    assertThat(post(cancel, "", "Origin", "https://evil.example").statusCode()).isEqualTo(403);
    assertThat(post(cancel, "", "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(post(cancel, "", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(post(cancel, "", "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
    assertThat(swarm.cancelled).isEmpty();
    assertThat(events).hasSize(4).allSatisfy(event -> assertThat(event.number()).isEqualTo(2301));
    String own = "http://127.0.0.1:" + server.port();
    assertThat(post(cancel, "", "Origin", own, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aNameBentToLoopbackIsRefused() throws Exception {
    assertThat(raw("Host: evil.example:80")).startsWith("HTTP/1.1 421");
    assertThat(raw("Host: 127.0.0.1.evil.example")).startsWith("HTTP/1.1 421");
    assertThat(raw("Host: localhost:1234")).startsWith("HTTP/1.1 200");
    assertThat(raw("Host: [::1]:1234")).startsWith("HTTP/1.1 200");
  }

  private String raw(String header) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET /api/swarm HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyAnswerCarriesThePolicy() throws Exception {
    for (String path : List.of("/", "/api/swarm", "/ui/app.js", "/nothing", "/api/nothing")) {
      var headers = get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
    }
  }

  @Test
  void aHostileNameStaysText() throws Exception {
    HttpResponse<String> answer = get("/api/swarm");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
    assertThat(named(JSON.readTree(answer.body()).path("members"), River.HOSTILE).isObject())
        .isTrue();
  }

  @Test
  void aBlobIsADownloadThatRunsNothing() throws Exception {
    JsonNode results = json("/api/results");
    assertThat(results.size()).isZero();
    river.step(200);
    results = json("/api/results");
    assertThat(results.size()).isEqualTo(2);
    HttpResponse<String> blob = get("/api/blobs/" + results.get(0).path("hash").asString());
    assertThat(blob.statusCode()).isEqualTo(200);
    assertThat(blob.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment");
    assertThat(blob.headers().firstValue("Content-Security-Policy").orElse("")).contains("sandbox");
    String page = swarm.blob("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> hostile = get("/api/blobs/" + page);
    assertThat(hostile.headers().firstValue("Content-Type").orElse(""))
        .isEqualTo("application/octet-stream");
  }

  @Test
  void preactReachesTheBrowserWithoutABuild() throws Exception {
    HttpResponse<String> hooks = get("/vendor/hooks.js");
    assertThat(hooks.statusCode()).isEqualTo(200);
    assertThat(hooks.body()).contains("from\"/vendor/preact.js\"").doesNotContain("from\"preact\"");
    assertThat(get("/vendor/preact.js").body()).doesNotContain("sourceMappingURL");
    assertThat(get("/").body()).contains("<title>").doesNotContain("http://", "https://");
  }

  @Test
  void pushesThePictureWhenItChanged() throws Exception {
    HttpRequest request = to("/api/events").header("Accept", "text/event-stream").build();
    var answer = http.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      JsonNode first = nextEvent(lines);
      river.step(30);
      JsonNode second = nextEvent(lines);
      while (second.path("digest").equals(first.path("digest"))) second = nextEvent(lines);
      assertThat(second.path("missions").get(0).path("tasks").size()).isEqualTo(14);
    }
  }

  private static JsonNode nextEvent(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event:")) assertThat(line).isEqualTo("event: swarm");
      if (line.startsWith("data:")) return JSON.readTree(line.substring(5));
    }
    throw new AssertionError("the stream ended");
  }

  @Test
  void theSixtyFifthWatcherIsTurnedAway() throws Exception {
    var open = new ArrayList<HttpResponse<java.io.InputStream>>();
    HttpRequest request = to("/api/events").header("Accept", "text/event-stream").build();
    for (int i = 0; i < EventStream.SUBSCRIBERS_MAX; i++) {
      open.add(http.send(request, BodyHandlers.ofInputStream()));
    }
    var tooMany = http.send(request, BodyHandlers.ofString());
    assertThat(tooMany.statusCode()).isEqualTo(503);
    for (var each : open) each.body().close();
  }

  @Test
  void aTakenPortIsNamed() {
    int taken = server.port();
    assertThatThrownBy(() -> DashboardServer.start(swarm, swarm, taken, events::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(String.valueOf(taken))
        .hasMessageContaining("in use");
  }
}
