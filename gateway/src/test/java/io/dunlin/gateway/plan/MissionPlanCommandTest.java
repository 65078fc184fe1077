package io.dunlin.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MissionPlanCommandTest {
  private static final String SWARM =
      """
      {"swarm": "river", "members": [
        {"name": "drone-1", "speed": 1, "has": ["camera"]},
        {"name": "drone-2", "speed": 1, "has": ["camera"], "programs": ["detect"]},
        {"name": "base", "role": "gateway", "speed": 4, "cores": 4, "programs": ["detect"]}],
       "links": [
        {"from": "drone-1", "to": "base", "rttMillis": 40, "bytesPerSecond": 2000000},
        {"from": "drone-2", "to": "base", "rttMillis": 40, "bytesPerSecond": 1000000},
        {"from": "drone-1", "to": "drone-2", "rttMillis": 10, "bytesPerSecond": 5000000}]}
      """;

  private static final String MISSION =
      """
      schema: dunlin.mission/v1
      name: river-search
      window: { start: 2026-05-14T13:40:00+02:00, end: 2026-05-14T15:00:00+02:00 }
      tasks:
        scan:
          do: camera.survey
          effort: { duration: 60s }
          gives: { frames: { size: 60MB, kind: image/jpeg } }
        detect:
          run: detect
          takes: { frames: scan.frames }
          effort: { work: 120s }
          gives: { hits: { size: 40KB, kind: application/geo+json } }
        report: { do: gateway.publish, takes: { hits: detect.hits }, deadline: +3m }
      """;

  @TempDir Path dir;
  private Path swarm = Path.of("");
  private Path mission = Path.of("");

  @BeforeEach
  void write() throws IOException {
    swarm = Files.writeString(dir.resolve("swarm.json"), SWARM);
    mission = Files.writeString(dir.resolve("river.yaml"), MISSION);
  }

  private Cli plan(String... more) {
    var args =
        new ArrayList<>(
            List.of(mission.toString(), "--swarm", swarm.toString(), "--time-limit", "20ms"));
    args.addAll(List.of(more));
    return Cli.run(new MissionPlanCommand(), args.toArray(String[]::new));
  }

  private JsonNode json(String... more) {
    var args = new ArrayList<>(List.of(more));
    args.add("--json");
    Cli cli = plan(args.toArray(String[]::new));
    assertThat(cli.err()).isEmpty();
    assertThat(cli.exit()).isEqualTo(0);
    return new JsonMapper().readTree(cli.out());
  }

  @Test
  void drawsThePlanAndPrintsItWhole() {
    Cli cli = plan();
    assertThat(cli.exit()).isEqualTo(0);
    assertThat(cli.err()).isEmpty();
    // 60 s on a drone, 30.02 s to the base over the quicker link, 30 s there, 1 s to publish.
    assertThat(cli.out())
        .contains("ends after 2m01s")
        .contains("drone-1 |[scan=")
        .containsPattern("scan +drone-1 +0\\.0s +60\\.0s +0\\.0s")
        .containsPattern("report +base .* 3m00s")
        .doesNotContain("\u001b");
  }

  @Test
  void saysItToAProgram() {
    JsonNode plan = json();
    assertThat(plan.path("makespanSeconds").asDouble(0)).isEqualTo(121.02);
    assertThat(plan.path("tasks")).hasSize(3);
    assertThat(plan.path("tasks").get(0).path("device").asString("")).isEqualTo("drone-1");
    assertThat(plan.path("transfers").get(0).path("bytes").asDouble(0)).isEqualTo(60e6);
    assertThat(plan.has("whatIf")).isFalse();
  }

  @Test
  void aLostDeviceIsPlannedAround() {
    JsonNode plan = json("--without", "drone-1");
    assertThat(plan.path("makespanSeconds").asDouble(0)).isEqualTo(151.02);
    JsonNode moved = plan.path("whatIf").path("moved").get(0);
    assertThat(moved.path("task").asString("")).isEqualTo("scan");
    assertThat(moved.path("from").asString("")).isEqualTo("drone-1");
    assertThat(moved.path("to").asString("")).isEqualTo("drone-2");
    assertThat(plan.path("whatIf").path("makespanSecondsBefore").asDouble(0)).isEqualTo(121.02);
  }

  @Test
  void aChangedLinkIsPlannedWith() {
    // At half its rate the base's link to drone-1 is as slow as that to drone-2.
    assertThat(json("--link", "drone-1,base=50%").path("makespanSeconds").asDouble(0))
        .isEqualTo(151.02);
    assertThat(json("--link", "drone-1,base=6MB/s").path("makespanSeconds").asDouble(0))
        .isEqualTo(101.02);
    JsonNode cut =
        json(
            "--link",
            "drone-1,base=down",
            "--link",
            "drone-2,base=down",
            "--link",
            "drone-1>drone-2=down",
            "--without",
            "drone-1",
            "--link",
            "drone-2>base=1MB");
    assertThat(cut.path("makespanSeconds").asDouble(0)).isEqualTo(151.02);
  }

  @Test
  void aLaterStartEatsTheSlackOfADeadline() {
    assertThat(json().path("latenessSeconds").asDouble(-1)).isEqualTo(0);
    assertThat(json("--start", "+2m").path("latenessSeconds").asDouble(0)).isBetween(61.0, 61.1);
    assertThat(json("--start", "2026-05-14T13:42:00+02:00").path("latenessSeconds").asDouble(0))
        .isBetween(61.0, 61.1);
    // Before the window opens nothing starts.
    assertThat(json("--start", "-1m").path("makespanSeconds").asDouble(0)).isEqualTo(181.02);
    Cli late = plan("--start", "+3h");
    assertThat(late.exit()).isEqualTo(3);
    assertThat(late.err()).contains("did not start before the window ended");
  }

  @Test
  void explainsATaskByItsAlternatives() {
    JsonNode ranked = json("--explain", "detect").path("explain").path("alternatives");
    assertThat(ranked).hasSize(3);
    assertThat(ranked.get(0).path("device").asString("")).isEqualTo("base");
    assertThat(ranked.get(0).path("makespanSeconds").asDouble(0)).isEqualTo(121.02);
    assertThat(ranked.get(1).path("device").asString("")).isEqualTo("drone-2");
    assertThat(ranked.get(1).path("makespanSeconds").asDouble(0)).isGreaterThan(121.02);
    assertThat(ranked.get(2).path("reason").asString("")).contains("drone-1").contains("detect");
    assertThat(plan("--explain", "detect").out()).contains("<- planned").contains("cannot: needs");
  }

  @Test
  void saysWhichConstraintBinds() throws IOException {
    Cli nobody = plan("--without", "base");
    assertThat(nobody.exit()).isEqualTo(3);
    assertThat(nobody.err()).contains("river.yaml:14:").contains("no gateway is known");
    Files.writeString(swarm, SWARM.replace("\"has\": [\"camera\"]", "\"has\": []"));
    Cli blind = plan();
    assertThat(blind.exit()).isEqualTo(3);
    assertThat(blind.err()).contains("camera");
    Files.writeString(swarm, SWARM);
    Cli cut = plan("--link", "drone-1,base=down", "--link", "drone-2,base=down");
    assertThat(cut.exit()).isEqualTo(3);
    assertThat(cut.err()).contains("cannot be placed").doesNotContain("river-search/");
  }

  @Test
  void nothingIsPlannedOnADeviceThatIsNotHeard() throws IOException {
    Files.writeString(
        swarm,
        SWARM.replace("{\"name\": \"drone-1\",", "{\"name\": \"drone-1\", \"state\": \"silent\","));
    Cli cli = plan("--json");
    assertThat(cli.exit()).isEqualTo(0);
    assertThat(cli.err()).contains("nothing is planned on drone-1");
    assertThat(cli.out()).doesNotContain("drone-1");
  }

  @ParameterizedTest
  @CsvSource({
    "--without,bas,did you mean base?",
    "--link,'base,drone-1=fast',is not down",
    "--link,base=down,'A,B=down'",
    "--link,'base,dron-1=down',did you mean drone-1?",
    "--start,soon,+30m",
    "--explain,detct,did you mean detect?",
  })
  void aWrongKeyIsSaidInWords(String flag, String value, String words) {
    Cli cli = plan(flag, value);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains(words);
    assertThat(cli.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"speed\": 4    | \"speed\": 0        | /members/2/speed",
        "\"speed\": 4    | \"speed\": NaN      | not JSON",
        "\"to\": \"base\" | \"to\": \"bse\"    | did you mean base?",
        "\"name\": \"base\" | \"name\": \"drone-1\" | given twice",
        "\"gateway\"     | \"king\"            | neither device nor gateway",
        "\"members\"     | \"membres\"         | no list of members",
        "40, \"bytes     | -1, \"bytes         | /links/0/rttMillis",
      })
  void aWrongSwarmIsRefusedWithItsPlace(String good, String bad, String words) throws IOException {
    assertThat(SWARM).contains(good);
    Files.writeString(swarm, SWARM.replace(good, bad));
    Cli cli = plan();
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains("swarm.json").contains(words);
  }

  @Test
  void aMisspelledKeyOfTheSwarmIsSaid() throws IOException {
    Files.writeString(swarm, SWARM.replace("\"cores\": 4", "\"core\": 4"));
    assertThat(plan().err()).contains("passes over \"core\"").contains("did you mean cores?");
  }

  @Test
  void aGatewayThatDoesNotAnswerIsExitFour() {
    Cli cli =
        Cli.run(new MissionPlanCommand(), mission.toString(), "--swarm", "http://127.0.0.1:1");
    assertThat(cli.exit()).isEqualTo(4);
    assertThat(cli.err()).contains("no gateway answers");
  }

  @Test
  void theChartFitsTheWidth() throws Exception {
    Cli cli = plan();
    assertThat(cli.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(112));
  }
}
