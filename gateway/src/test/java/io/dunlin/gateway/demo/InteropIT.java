package io.dunlin.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's programs talk to the real processes: Mosquitto's clients and libcoap's. */
class InteropIT {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir static Path home;
  private static Swarm swarm;

  @BeforeAll
  static void start() throws Exception {
    needs("mosquitto_pub", "mosquitto-clients");
    needs("mosquitto_sub", "mosquitto-clients");
    needs("coap-client-notls", "libcoap3-bin");
    var scenario = new Scenario(3, Scenario.crafts(4), null, null, 0, 0, 0, null, null, 10);
    swarm = new Swarm(scenario, home, new Commands(device(), gateway()));
    swarm.prepare();
    swarm.start();
    try (var eye = new Eye(swarm)) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
      while (eye.island(Scenario.GATEWAY).size() < 5 && System.nanoTime() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (swarm != null) swarm.close();
  }

  private static List<String> device() {
    return List.of(JAVA, "-XX:+UseSerialGC", "-Xmx32m", "-jar", jar("swarm-runtime", "device"));
  }

  private static List<String> gateway() {
    return List.of(JAVA, "-XX:+UseSerialGC", "-Xmx256m", "-jar", jar("gateway", "gateway"));
  }

  private static String jar(String module, String name) {
    return Path.of(System.getProperty("dunlin.root"), module, "target", "dunlin-" + name + ".jar")
        .toString();
  }

  private static void needs(String program, String debianPackage) {
    boolean there =
        List.of(System.getenv("PATH").split(":", -1)).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    if (there) return;
    String message = program + " is missing: apt install " + debianPackage;
    if ("1".equals(System.getenv("DUNLIN_TESTS_MANDATORY"))) throw new AssertionError(message);
    Assumptions.abort(message);
  }

  @Test
  void mosquittoUploadsAMissionAndReadsTheResult() throws Exception {
    Path mission = ShortMission.write(home);
    String result = upload("short-search", mission);
    assertThat(result)
        .contains("\"result\":\"accepted\"")
        .contains("\"tasks\":8")
        .contains("short-search");
  }

  @Test
  void aNeedThatNobodyMeetsIsNamed() throws Exception {
    Path mission =
        Files.writeString(
            home.resolve("impossible.yaml"),
            """
            schema: dunlin.mission/v1
            name: impossible
            tasks:
              look:
                do: camera.survey
                needs: { has: [x-ray] }
                effort: { duration: 1s }
                gives: { frames: { size: 1MB, kind: application/x-tar } }
            """);
    assertThat(upload("impossible", mission))
        .contains("\"result\":\"rejected\"")
        .contains("cannot-be-placed")
        .contains("x-ray");
    Process submit =
        new ProcessBuilder(swarm.commands().submit(mission, swarm.mqttPort()))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("submit.log").toFile())
            .start();
    assertThat(submit.waitFor(40, TimeUnit.SECONDS)).isTrue();
    assertThat(submit.exitValue()).isEqualTo(3);
  }

  @Test
  void malformedYamlIsAnsweredWithLineAndColumn() throws Exception {
    Path mission =
        Files.writeString(
            home.resolve("broken.yaml"), "schema: dunlin.mission/v1\nname: broken\ntaks: {}\n");
    assertThat(upload("broken", mission))
        .contains("\"result\":\"rejected\"")
        .contains("\"line\":3")
        .contains("\"nearest\":\"tasks\"");
  }

  @Test
  void anOversizedUploadIsRefusedWithTheBound() throws Exception {
    String padding = "#".repeat(79) + "\n";
    Path mission =
        Files.writeString(
            home.resolve("large.yaml"),
            Files.readString(ShortMission.write(home)) + padding.repeat(4_000));
    assertThat(upload("large", mission))
        .contains("\"result\":\"rejected\"")
        .contains("DNL-M0101")
        .contains("at most 262144 bytes");
    URI door = URI.create("http://127.0.0.1:" + swarm.dashboardPort() + "/api/missions");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(door).POST(HttpRequest.BodyPublishers.ofFile(mission)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("256 KiB").doesNotContain("Exception");
    }
  }

  @Test
  void libcoapReadsTheCoreAndASeries() throws Exception {
    String base = "coap://127.0.0.1:" + swarm.coapPort("kestrel");
    assertThat(output("coap-client-notls", "-m", "get", base + "/.well-known/core"))
        .contains("rt=\"dunlin.device\"")
        .contains("</s/temperature>");
    assertThat(output("coap-client-notls", "-m", "get", "-A", "110", base + "/s/temperature?n=3"))
        .contains("\"bn\"")
        .contains("\"Cel\"")
        .contains("\"v\"");
  }

  private static String upload(String name, Path mission) throws Exception {
    String topic = "dunlin/v1/demo/m/" + name;
    String port = String.valueOf(swarm.mqttPort());
    Path answer = Files.createTempFile(home, "answer", "");
    Process subscribed =
        new ProcessBuilder(
                "mosquitto_sub",
                "-h",
                "127.0.0.1",
                "-p",
                port,
                "-V",
                "5",
                "-t",
                topic + "/$result",
                "-C",
                "1",
                "-W",
                "30")
            .redirectOutput(answer.toFile())
            .start();
    output(
        "mosquitto_pub",
        "-h",
        "127.0.0.1",
        "-p",
        port,
        "-V",
        "5",
        "-q",
        "1",
        "-t",
        topic + "/put",
        "-f",
        mission.toString());
    assertThat(subscribed.waitFor(40, TimeUnit.SECONDS)).isTrue();
    return Files.readString(answer);
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", "");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    return Files.readString(out);
  }
}
