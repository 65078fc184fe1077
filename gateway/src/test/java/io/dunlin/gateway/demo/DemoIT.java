package io.dunlin.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The main job on real processes, sockets and disks; see the README. */
class DemoIT {
  private static final long DEVICE_BYTES_MAX = 96L << 20;

  @TempDir Path work;

  @Test
  void everythingHoldsAndNothingAcknowledgedIsLost() throws Exception {
    JsonNode report = Launcher.demo(work, 0);
    assertHolds(report);
    assertThat(report.path("mission").path("tasks").asInt()).isGreaterThanOrEqualTo(12);
    for (Map.Entry<String, JsonNode> process : report.path("memoryBytes").properties()) {
      if (process.getKey().equals(Scenario.GATEWAY)) continue;
      assertThat(process.getValue().asLong()).as(process.getKey()).isLessThan(DEVICE_BYTES_MAX);
    }
  }

  @Test
  void theReportFollowsTheScenario() throws Exception {
    Path mission = ShortMission.write(work);
    JsonNode report =
        Launcher.demo(
            work,
            0,
            "--seed",
            "7",
            "--devices",
            "4",
            "--mission",
            mission.toString(),
            "--partition-at",
            "2",
            "--partition-for",
            "7",
            "--kill-at",
            "3",
            "--kill",
            "curlew");
    assertHolds(report);
    assertThat(report.path("seed").asLong()).isEqualTo(7);
    assertThat(report.path("killed").path("device").asString()).isEqualTo("curlew");
    assertThat(report.path("partition").path("seconds").asDouble()).isBetween(7.0, 20.0);
    assertThat(report.path("digests").size()).isEqualTo(5);
    assertThat(report.path("observations").path("perDevice").size()).isEqualTo(4);
    assertThat(report.path("mission").path("id").asString()).isEqualTo("short-search");
  }

  @Test
  void oneDeltaThatNeverArrivesMakesTheDemoFailAndIsNamed() throws Exception {
    Path mission = ShortMission.write(work);
    JsonNode report =
        Launcher.demo(
            work,
            1,
            "--devices",
            "4",
            "--mission",
            mission.toString(),
            "--partition-at",
            "2",
            "--partition-for",
            "5",
            "--kill-at",
            "3",
            "--converge",
            "5",
            "--swallow",
            "merlin:5");
    long lost = report.path("observations").path("lost").asLong();
    assertThat(lost).isPositive().isLessThan(report.path("observations").path("merged").asLong());
    assertThat(failures(report))
        .anyMatch(
            f -> f.contains("lost: " + lost) && f.contains("merlin") && f.contains("numbers"));
  }

  @Test
  @Tag("nightly")
  void tenSeedsHold() throws Exception {
    for (int seed = 1; seed <= 10; seed++) {
      assertHolds(Launcher.demo(work, 0, "--seed", String.valueOf(seed)));
    }
  }

  private static void assertHolds(JsonNode report) {
    assertThat(failures(report)).isEmpty();
    assertThat(report.path("mission").path("state").asString()).isEqualTo("done");
    assertThat(report.path("observations").path("lost").asLong()).isZero();
    assertThat(report.path("observations").path("duplicated").asLong()).isZero();
    assertThat(report.path("observations").path("appended").asLong()).isPositive();
    assertThat(report.path("observations").path("merged").asLong())
        .isGreaterThanOrEqualTo(report.path("observations").path("appended").asLong());
    assertThat(report.path("killed").path("replannedTasks").size()).isPositive();
    assertThat(report.path("killed").path("rejoined").asBoolean()).isTrue();
    var digests = new TreeSet<String>();
    report.path("digests").properties().forEach(d -> digests.add(d.getValue().asString()));
    assertThat(digests).hasSize(1);
  }

  private static List<String> failures(JsonNode report) {
    var failures = new ArrayList<String>();
    for (JsonNode failure : report.path("failures")) failures.add(failure.asString());
    return failures;
  }
}
