package io.dunlin.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.IntakeResult;
import io.dunlin.gateway.IntakeResult.Accepted;
import io.dunlin.gateway.IntakeResult.Rejected;
import io.dunlin.gateway.IntakeResult.Why;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.state.TaskSpec.Kind;
import io.dunlin.runtime.step.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final String GOOD =
      """
      schema: dunlin.mission/v1
      name: pond
      window: { start: 2026-05-14T13:40:00+02:00, end: 2026-05-14T15:00:00+02:00 }
      defaults: { retries: 1, lostAfter: 30s, partitionPolicy: hold }
      tasks:
        scan:
          do: camera.survey
          effort: { duration: 540s }
          gives: { frames: { size: 180MB, kind: image/jpeg } }
        detect:
          run: detect
          args: ["0.4"]
          takes: { frames: scan.frames }
          needs: { cores: 2, memory: 256MiB }
          effort: { work: 1.5m }
          onLost: wait
          deadline: +50m
          gives: { hits: { size: 40KB } }
      rules: [ { together: [scan, detect] } ]
      """;

  private final Swarm swarm = new Swarm();
  private final List<Event> events = new ArrayList<>();
  private final Intake intake =
      new Intake(swarm.key, swarm::view, swarm, () -> 1_700_000_000_000L, events::add);

  @Test
  void compilesSignsAndWrites() {
    Accepted accepted = accepted(accept(GOOD));

    LiveMission live = mission("pond");
    assertThat(accepted.revision()).isEqualTo(live.revision()).hasSize(64);
    assertThat(accepted.tasks()).isEqualTo(2);
    assertThat(accepted.unchanged()).isFalse();
    assertThat(live.acceptedMillis()).isEqualTo(1_700_000_000_000L);
    assertThat(live.mission().startMillis()).isEqualTo(1_778_758_800_000L);
    TaskSpec detect = Objects.requireNonNull(live.mission().task("detect"));
    assertThat(detect.kind()).isEqualTo(Kind.PROCESS);
    assertThat(detect.action()).isEqualTo("detect");
    assertThat(detect.args()).containsExactly("0.4");
    assertThat(detect.takes()).containsExactly(new TaskSpec.Take("frames", "scan", "frames"));
    assertThat(detect.memoryBytes()).isEqualTo(256L << 20);
    assertThat(detect.effort()).isEqualTo(new TaskSpec.Effort(90_000, true));
    assertThat(detect.retries()).isEqualTo(1);
    assertThat(detect.onLost()).isEqualTo(TaskSpec.OnLost.WAIT);
    assertThat(detect.lostAfterMillis()).isEqualTo(30_000);
    assertThat(detect.partitionPolicy()).isEqualTo(TaskSpec.PartitionPolicy.HOLD);
    assertThat(detect.deadlineMillis()).isEqualTo(1_778_758_800_000L + 50 * 60_000);
    assertThat(Objects.requireNonNull(live.mission().task("scan")).has()).containsExactly("camera");
  }

  @Test
  void writesTheSameContentOnce() {
    String first = accepted(accept(GOOD)).revision();
    Accepted again = accepted(accept("# a remark\n" + GOOD.replace("1.5m", "90s")));

    assertThat(again.unchanged()).isTrue();
    assertThat(again.revision()).isEqualTo(first);
    assertThat(swarm.writes).isEqualTo(1);
  }

  @Test
  void supersedesWithAnotherRevision() {
    String first = accepted(accept(GOOD)).revision();
    Accepted second = accepted(accept(GOOD.replace("540s", "541s")));

    assertThat(second.unchanged()).isFalse();
    assertThat(mission("pond").revision()).isEqualTo(second.revision()).isNotEqualTo(first);
  }

  @Test
  void leavesThePreviousMissionInForceWhenTheNewOneIsWrong() {
    String first = accepted(accept(GOOD)).revision();
    Rejected rejected = rejected(accept(GOOD.replace("camera.survey", "camera.servey")));

    assertThat(rejected.why()).isEqualTo(Why.INVALID);
    assertThat(mission("pond").revision()).isEqualTo(first);
    assertThat(swarm.writes).isEqualTo(1);
    assertThat(events).extracting(Event::number).containsExactly(2101, 2103);
  }

  @Test
  void saysSoWhenTheJournalRefuses() {
    swarm.diskFull = true;
    Rejected rejected = rejected(accept(GOOD));

    assertThat(rejected.why()).isEqualTo(Why.NOT_STORED);
    assertThat(rejected.diagnostics().getFirst().message()).contains("no space left");
    assertThat(swarm.view().missions()).isEmpty();
  }

  @Test
  void refusesAnotherNameThanItWasUploadedUnder() {
    IntakeResult result = intake.accept(bytes(GOOD), "lake", "mqtt");

    assertThat(codes(result)).containsExactly(Code.OTHER_NAME);
  }

  @Test
  void keepsACancelledRevisionCancelled() throws IOException {
    accept(GOOD);
    assertThat(intake.cancel("pond", "cli")).isTrue();
    assertThat(intake.cancel("pond", "cli")).isTrue();
    assertThat(intake.cancel("lake", "cli")).isFalse();

    assertThat(mission("pond").cancelled()).isTrue();
    assertThat(swarm.writes).isEqualTo(2);
    assertThat(codes(accept(GOOD))).containsExactly(Code.CANCELLED);
    accepted(accept(GOOD.replace("540s", "541s")));
    assertThat(mission("pond").cancelled()).isFalse();
    swarm.diskFull = true;
    assertThatThrownBy(() -> intake.cancel("pond", "cli")).isInstanceOf(IOException.class);
  }

  @Test
  void namesTheCapabilityNobodyHas() {
    swarm.join(Swarm.member("a", Role.DEVICE, 4, 1L << 30, Set.of("lidar"), Set.of("detect")));
    Rejected rejected = rejected(accept(GOOD));

    assertThat(rejected.why()).isEqualTo(Why.CANNOT_BE_PLACED);
    assertThat(rejected.why().exitCode()).isEqualTo(3);
    assertThat(rejected.diagnostics())
        .extracting(Diagnostic::code, Diagnostic::message, Diagnostic::pointer)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Code.NOBODY_HAS,
                "task scan cannot be placed: no known member has camera",
                "/tasks/scan"));
  }

  @Test
  void namesTheConstraintThatBinds() {
    Set<String> camera = Set.of("camera");
    swarm.join(Swarm.member("a", Role.DEVICE, 1, 1L << 30, camera, Set.of("detct")));
    assertThat(codes(accept(GOOD))).containsExactly(Code.NOBODY_OFFERS);
    swarm.join(Swarm.member("b", Role.DEVICE, 1, 1L << 30, Set.of(), Set.of("detect")));
    assertThat(codes(accept(GOOD))).containsExactly(Code.NOBODY_LARGE_ENOUGH);
    swarm.join(Swarm.member("c", Role.DEVICE, 4, 1L << 30, Set.of(), Set.of()));
    assertThat(codes(accept(GOOD))).containsExactly(Code.NOBODY_ALL);
    swarm.join(Swarm.member("d", Role.DEVICE, 4, 1L << 30, Set.of(), Set.of("detect")));
    assertThat(codes(accept(GOOD))).containsExactly(Code.TOGETHER_NOWHERE);
    swarm.join(Swarm.member("e", Role.DEVICE, 4, 1L << 30, camera, Set.of("detect")));
    accepted(accept(GOOD));
  }

  @Test
  void countsMembersForTasksThatMustBeApart() {
    swarm.join(Swarm.member("a", Role.DEVICE, 4, 1L << 30, Set.of("camera"), Set.of()));
    swarm.join(Swarm.member("b", Role.DEVICE, 4, 1L << 30, Set.of("camera"), Set.of()));
    String file =
        """
        schema: dunlin.mission/v1
        name: apart
        tasks:
          a: { do: camera.survey, gives: { f: { size: 1MB } } }
          b: { do: camera.survey, gives: { f: { size: 1MB } } }
          c: { do: sensor.sample, gives: { f: { size: 1MB } } }
        rules: [ { apart: [a, b, c] } ]
        """;

    assertThat(codes(accept(file))).containsExactly(Code.APART_TOO_FEW);
    swarm.join(Swarm.member("c", Role.DEVICE, 4, 1L << 30, Set.of(), Set.of()));
    accepted(accept(file));
  }

  @Test
  void knowsThatOnlyAGatewayPublishes() {
    swarm.join(Swarm.member("a", Role.DEVICE, 4, 1L << 30, Set.of(), Set.of()));
    String file =
        """
        schema: dunlin.mission/v1
        name: publish
        tasks:
          a: { do: sensor.sample, gives: { f: { size: 1MB } } }
          b: { do: gateway.publish, takes: { f: a.f } }
        """;

    assertThat(codes(accept(file))).containsExactly(Code.NOBODY_OFFERS);
    swarm.join(Swarm.member("g", Role.GATEWAY, 4, 1L << 30, Set.of(), Set.of()));
    accepted(accept(file));
  }

  @Test
  void writesOneJsonForAllWhoAsk() {
    String file = "schema: dunlin.mission/v1\nname: x\ntasks: { a: { do: \"sensor.smple\" } }\n";

    assertThat(new String(ResultJson.of(accept(file)), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"result\":\"rejected\",\"why\":\"invalid\",\"diagnostics\":[{\"code\":\"DNL-M0302\","
                + "\"severity\":\"error\",\"line\":3,\"column\":19,\"pointer\":\"/tasks/a/do\","
                + "\"message\":\"\\\"sensor.smple\\\" is not known here\",\"allowed\":\"camera.survey,"
                + " data.merge, gateway.publish, lidar.scan, sensor.sample\","
                + "\"nearest\":\"sensor.sample\"}]}");
  }

  private IntakeResult accept(String file) {
    return intake.accept(bytes(file), "", "test");
  }

  private LiveMission mission(String name) {
    return Objects.requireNonNull(swarm.view().missions().get(name));
  }

  private static byte[] bytes(String file) {
    return file.getBytes(StandardCharsets.UTF_8);
  }

  private static Accepted accepted(IntakeResult result) {
    assertThat(result).isInstanceOf(Accepted.class);
    return (Accepted) result;
  }

  private static Rejected rejected(IntakeResult result) {
    assertThat(result).isInstanceOf(Rejected.class);
    return (Rejected) result;
  }

  private static List<String> codes(IntakeResult result) {
    return result.diagnostics().stream().filter(Diagnostic::isError).map(Diagnostic::code).toList();
  }
}
