package io.dunlin.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dunlin.gateway.MissionGate;
import io.dunlin.gateway.intake.Compiled;
import io.dunlin.gateway.intake.MissionCompiler;
import io.dunlin.gateway.intake.Surroundings;
import io.dunlin.planner.format.FlightPlan.Point;
import io.dunlin.planner.format.FlightPlan.Survey;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.TaskSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissionImportCommandTest {
  private static final String WORKFLOW =
      """
      {"name": "Blast Small", "schemaVersion": "1.5", "workflow": {
       "specification": {
        "tasks": [
         {"name": "split", "id": "split_1", "parents": [], "children": ["blast_2"],
          "inputFiles": ["genome.fa"], "outputFiles": ["part 1.fa"]},
         {"name": "blast", "id": "blast_2", "parents": ["split_1"], "children": ["cat_3"],
          "inputFiles": ["part 1.fa"], "outputFiles": ["hits"]},
         {"name": "cat", "id": "cat_3", "parents": ["blast_2", "split_1"], "children": [],
          "inputFiles": ["hits"], "outputFiles": []}],
        "files": [{"id": "genome.fa", "sizeInBytes": 9}, {"id": "part 1.fa", "sizeInBytes": 5000000000},
                  {"id": "hits", "sizeInBytes": 1200}]},
       "execution": {"tasks": [
         {"id": "split_1", "runtimeInSeconds": 2.5, "coreCount": 2, "memoryInBytes": 1024,
          "command": {"program": "/usr/bin/Split_Fasta --x", "arguments": []}},
         {"id": "blast_2", "runtimeInSeconds": 30}]}}}
      """;

  private static final String SURVEY =
      """
      {"fileType": "Plan", "version": 1, "geoFence": {"circles": [], "polygons": [{}], "version": 2},
       "mission": {"cruiseSpeed": 15, "hoverSpeed": 10, "vehicleType": 2,
        "plannedHomePosition": [50.84, 4.35, 20],
        "items": [
         {"type": "SimpleItem", "command": 22, "params": [0, 0, 0, null, 50.84, 4.35, 50]},
         {"type": "ComplexItem", "complexItemType": "survey", "angle": 0,
          "TransectStyleComplexItem": {"CameraCalc": {"AdjustedFootprintSide": 20, "AdjustedFootprintFrontal": 10}},
          "polygon": [[50.84, 4.35], [50.85, 4.35], [50.85, 4.37], [50.84, 4.37]]}]}}
      """;

  @TempDir Path dir;

  private Cli convert(String name, String text, String... more) throws IOException {
    Path file = Files.writeString(dir.resolve(name), text);
    String[] args = new String[more.length + 1];
    args[0] = file.toString();
    System.arraycopy(more, 0, args, 1, more.length);
    return Cli.run(new MissionImportCommand(), args);
  }

  private static Mission mission(String text) {
    Compiled compiled =
        new MissionCompiler()
            .compile(
                text.getBytes(StandardCharsets.UTF_8),
                new Surroundings(MissionGate.PARTS_BYTES_MAX, "", List.of(), 0));
    assertThat(compiled).isInstanceOf(Compiled.Right.class);
    return ((Compiled.Right) compiled).mission();
  }

  private static TaskSpec task(Mission mission, String name) {
    return Objects.requireNonNull(mission.task(name));
  }

  @Test
  void aWorkflowBecomesAMission() throws IOException {
    Cli cli = convert("wf.json", WORKFLOW);
    assertThat(cli.exit()).isEqualTo(0);
    Mission mission = mission(cli.out());
    assertThat(mission.name()).isEqualTo("blast-small");
    TaskSpec split = task(mission, "split-1");
    assertThat(split.action()).isEqualTo("split-fasta");
    assertThat(split.cores()).isEqualTo(2);
    assertThat(split.effort()).isEqualTo(new TaskSpec.Effort(2500, true));
    assertThat(split.gives().getFirst().sizeBytes()).isEqualTo(5_000_000_000L);
    TaskSpec blast = task(mission, "blast-2");
    assertThat(blast.takes().getFirst().from()).isEqualTo("split-1");
    assertThat(blast.takes().getFirst().output()).isEqualTo(split.gives().getFirst().name());
    assertThat(task(mission, "cat-3").after()).containsExactly("split-1");
  }

  @Test
  void aWrongWorkflowIsRefusedWithItsPlace() throws IOException {
    assertThat(convert("a.json", WORKFLOW.replace("\"1.5\"", "\"1.3\"")).err()).contains("1.5");
    Cli orphan = convert("b.json", WORKFLOW.replace("[\"split_1\"]", "[\"nobody\"]"));
    assertThat(orphan.exit()).isEqualTo(2);
    assertThat(orphan.err()).contains("b.json:6:").contains("nobody");
    assertThat(convert("c.json", WORKFLOW.replace("[\"hits\"]", "[\"hitz\"]")).err())
        .contains("not in files");
    assertThat(convert("d.json", "{}").err()).contains("not WfFormat");
    assertThat(convert("e.json", "\u0000junk").exit()).isEqualTo(2);
  }

  @Test
  void aSurveyIsSplitOverTheDronesInEqualTimes() throws IOException {
    Cli cli = convert("field.plan", SURVEY, "--drones", "3");
    assertThat(cli.exit()).isEqualTo(0);
    assertThat(cli.err()).contains("left out: 1 x geoFence.polygons");
    Mission mission = mission(cli.out());
    assertThat(mission.name()).isEqualTo("field");
    assertThat(mission.rules()).hasSize(1);
    List<TaskSpec> parts =
        mission.tasks().stream().filter(t -> t.name().startsWith("survey-")).toList();
    assertThat(parts).hasSize(3);
    long first = parts.getFirst().effort().millis();
    assertThat(parts)
        .allSatisfy(
            part -> assertThat(part.effort().millis()).isCloseTo(first, within(first / 200)));
    // The nearest strip is the largest: the others spend more time on the way.
    assertThat(parts.getFirst().gives().getFirst().sizeBytes())
        .isGreaterThan(parts.getLast().gives().getFirst().sizeBytes());
  }

  @Test
  void theStripsAreTheWholeAreaAndNoMore() {
    // An L, whose transects run at 30 degrees.
    Survey survey =
        new Survey(
            List.of(
                new Point(50.84, 4.35),
                new Point(50.85, 4.35),
                new Point(50.85, 4.36),
                new Point(50.845, 4.36),
                new Point(50.845, 4.37),
                new Point(50.84, 4.37)),
            30,
            20,
            10);
    double whole = SurveySplit.split(survey, null, 10, 1).getFirst().squareMetres();
    double metres = 6_371_008.8 * Math.PI / 180;
    assertThat(whole)
        .isCloseTo(
            0.01 * 0.02 * 0.75 * metres * metres * Math.cos(Math.toRadians(50.84)),
            within(whole / 1000));
    for (int drones = 2; drones < 9; drones++) {
      List<SurveySplit.Part> parts = SurveySplit.split(survey, null, 10, drones);
      assertThat(parts).hasSize(drones);
      assertThat(parts.stream().mapToDouble(SurveySplit.Part::squareMetres).sum())
          .isCloseTo(whole, within(whole * 1e-9));
      double share = whole / drones;
      assertThat(parts)
          .allSatisfy(
              part -> assertThat(part.squareMetres()).isCloseTo(share, within(share / 1000)));
    }
  }

  @Test
  void theSampleOfQGroundControlIsImported() throws IOException {
    String shared = System.getProperty("dunlin.shared", "");
    Path sample = Path.of(shared, "data", "qgc-plan-sample", "qgroundcontrol_sample.plan");
    Assumptions.assumeTrue(
        !shared.isEmpty() && Files.isRegularFile(sample),
        "skipped: -Ddunlin.shared names no directory with data/qgc-plan-sample");
    Cli cli = Cli.run(new MissionImportCommand(), sample.toString());
    assertThat(cli.exit()).isEqualTo(0);
    assertThat(cli.err()).contains("MAVLink command 2000").contains("MAVLink command 20");
    TaskSpec route = task(mission(cli.out()), "route");
    assertThat(route.place()).isNotNull();
    // Takeoff and three waypoints, 206 m at the hover speed of 5 m/s.
    assertThat(cli.out()).contains("[8.5456075, 47.3977507]");
    assertThat(route.effort().millis()).isBetween(40_000L, 42_500L);
  }

  @Test
  void aWrongPlanIsRefusedWithItsPlace() throws IOException {
    Cli mars = convert("a.plan", SURVEY.replace("[50.85, 4.37]", "[150.85, 4.37]"));
    assertThat(mars.exit()).isEqualTo(2);
    assertThat(mars.err()).contains("a.plan:").contains("not on Earth");
    assertThat(convert("b.plan", SURVEY.replace("\"Plan\"", "\"Fence\"")).err())
        .contains("no plan of QGroundControl");
    assertThat(convert("c.plan", SURVEY, "--drones", "0").exit()).isEqualTo(2);
    assertThat(convert("d.plan", SURVEY, "--do", "dance").err()).contains("lidar.scan");
  }
}
