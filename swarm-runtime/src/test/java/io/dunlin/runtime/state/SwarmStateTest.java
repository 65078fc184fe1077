package io.dunlin.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.map.Change;
import io.dunlin.runtime.state.TaskSpec.Effort;
import io.dunlin.runtime.trust.SwarmKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SwarmStateTest {
  private static final ReplicaId A = new ReplicaId(1, 1);
  private static final ReplicaId B = new ReplicaId(2, 2);
  private static final SwarmKey KEY = SwarmKey.generate();

  private long seq;

  private static SwarmState fresh() throws Exception {
    return new SwarmState(SwarmKey.verifier(KEY.publicBytes()));
  }

  private Change durable(SwarmState state, ReplicaId by, Put put) {
    seq++;
    Change change = state.write(put, Dot.of(by, 7, 1, seq), new Stamp(1000 + seq, 0));
    state.apply(change);
    return change;
  }

  @Test
  void everyRecordComesBackAsItWent() throws Exception {
    SwarmState state = fresh();
    var member =
        new Member(
            A,
            "kestrel",
            Role.DEVICE,
            new byte[] {1, 2},
            -5,
            "0.1",
            2.5,
            4,
            1 << 28,
            new TreeSet<>(List.of("camera", "gps")),
            new TreeSet<>(List.of("detect")),
            new TreeSet<>(List.of("0011223344556677")),
            "coap://127.0.0.1:5683",
            12);
    var row = new LinkRow(A, List.of(new LinkMeasure(B, true, 20_000_000, 0.05, 250_000, 12)));
    var key = new AttemptKey("search", "a".repeat(64), "scan", 2, B);
    var attempt =
        new Attempt(
            key,
            Attempt.State.DONE,
            3,
            100,
            200,
            List.of("b".repeat(64)),
            List.of(new Attempt.Output("frames", "c".repeat(64), 99, "image/jpeg")),
            "fine");
    var plan =
        new Plan(
            4,
            B,
            5000,
            new TreeSet<>(List.of(A, B)),
            new TreeMap<>(java.util.Map.of("search", "a".repeat(64))),
            new TreeMap<>(java.util.Map.of(B, Dot.of(B, 9, 1, 17))),
            List.of(new Plan.Assignment(key, 5100, 6200)),
            1200);
    var mark = new LostMark(key, A, 77);
    var status =
        new MissionStatus("search", "a".repeat(64), MissionStatus.State.RUNNING, "", B, 10, 0);
    var holdings = new Holdings(A, new TreeSet<>(List.of("d".repeat(64))));
    var series =
        new SeriesDescriptor(
            "air",
            List.of(
                new SeriesDescriptor.Column("t", "Cel", SeriesDescriptor.Type.INT, -2),
                new SeriesDescriptor.Column("wet", "", SeriesDescriptor.Type.BOOL, 0)));
    var committed = new Committed(B, Knowledge.empty().plus(Dot.of(A, 1, 2, 5)));
    for (Put put :
        List.of(
            member.put(),
            row.put(),
            attempt.put(),
            plan.put(),
            mark.put(),
            status.put(),
            holdings.put(),
            series.put(),
            committed.put())) {
      durable(state, A, put);
    }

    StateView view = state.view();
    assertThat(state.malformed()).isZero();
    assertThat(view.members().get(A)).usingRecursiveComparison().isEqualTo(member);
    assertThat(view.links()).containsEntry(A, row);
    assertThat(view.attempts()).containsEntry(key, attempt);
    assertThat(view.dots()).containsKey(key);
    assertThat(view.plans()).containsEntry(B, plan);
    assertThat(view.lost()).containsEntry(key, mark);
    assertThat(view.statuses()).containsEntry("search", status);
    assertThat(view.holdings()).containsEntry(A, holdings);
    assertThat(view.series()).containsEntry(series.hash(), series);
    assertThat(view.committed().get(B)).isEqualTo(committed.entries());
  }

  @Test
  void anOwnWriteShowsAtOnceButCountsWhenDurable() throws Exception {
    SwarmState state = fresh();
    byte[] before = state.canonicalBytes();
    Change change =
        state.write(new Holdings(A, new TreeSet<>()).put(), Dot.of(A, 7, 1, 1), new Stamp(1, 0));
    assertThat(state.view().holdings()).containsKey(A);
    assertThat(state.canonicalBytes()).isEqualTo(before);

    state.apply(change);
    assertThat(state.view().holdings()).containsKey(A);
    assertThat(state.canonicalBytes()).isNotEqualTo(before);
  }

  @Test
  void aRefusedWriteNeverWas() throws Exception {
    SwarmState state = fresh();
    Change change =
        state.write(new Holdings(A, new TreeSet<>()).put(), Dot.of(A, 7, 1, 1), new Stamp(1, 0));
    state.refused(change);
    assertThat(state.view().holdings()).isEmpty();
  }

  @Test
  void aLaterWriteCoversThePendingOne() throws Exception {
    SwarmState state = fresh();
    Dot first = Dot.of(A, 7, 1, 1);
    state.write(new Holdings(A, new TreeSet<>()).put(), first, new Stamp(1, 0));
    Change second =
        state.write(
            new Holdings(A, new TreeSet<>(List.of("e".repeat(64)))).put(),
            Dot.of(A, 7, 1, 2),
            new Stamp(2, 0));
    assertThat(second.covers()).contains(first);
    assertThat(state.view().holdings().values())
        .singleElement()
        .satisfies(held -> assertThat(held.blobs()).hasSize(1));
  }

  @Test
  void anUnsignedMissionIsNotShown() throws Exception {
    SwarmState state = fresh();
    byte[] canonical = mission().canonicalBytes();
    var unsigned = new SignedMission("search", canonical, new byte[64], 5, false);
    durable(state, A, unsigned.put());
    assertThat(state.view().missions()).isEmpty();
    assertThat(state.malformed()).isEqualTo(1);

    var signed =
        new SignedMission("search", canonical, KEY.sign(unsigned.revisionBytes()), 5, false);
    durable(state, A, signed.put());
    LiveMission live = state.view().missions().get("search");
    if (live == null) throw new AssertionError("the signed mission is not shown");
    assertThat(live.mission()).isEqualTo(mission());
    assertThat(live.revision()).isEqualTo(signed.revision());
  }

  @Test
  void junkUnderAKnownKeyIsLeftOut() throws Exception {
    SwarmState state = fresh();
    durable(state, A, new Put("member/" + A, "junk".getBytes(StandardCharsets.UTF_8)));
    durable(state, A, new Put("link/nobody", new LinkRow(A, List.of()).put().value()));
    durable(state, A, new Put("later/thing", new byte[] {0}));
    assertThat(state.view().members()).isEmpty();
    assertThat(state.view().links()).isEmpty();
    assertThat(state.malformed()).isEqualTo(2);
  }

  @Test
  void anAttemptUnderAForeignKeyIsLeftOut() throws Exception {
    SwarmState state = fresh();
    var mine = new AttemptKey("m", "a".repeat(64), "t", 1, A);
    var attempt = new Attempt(mine, Attempt.State.DONE, 1, 0, 0, List.of(), List.of(), "");
    durable(state, B, new Put("attempt/elsewhere", attempt.put().value()));
    assertThat(state.view().attempts()).isEmpty();
  }

  static Mission mission() {
    var scan =
        new TaskSpec(
            "scan",
            TaskSpec.Kind.BUILTIN,
            "camera.survey",
            List.of("--all"),
            List.of(),
            List.of(),
            new TreeSet<>(List.of("camera")),
            1,
            1 << 20,
            new TaskSpec.Place(
                TaskSpec.Place.Shape.POINT, List.of(new TaskSpec.Place.Point(4.35, 50.84))),
            new Effort(5000, false),
            List.of(new TaskSpec.Give("frames", 1000, "image/jpeg")),
            0,
            2,
            TaskSpec.OnLost.REASSIGN,
            4000,
            TaskSpec.PartitionPolicy.RUN_LOCAL,
            0);
    var join =
        new TaskSpec(
            "join",
            TaskSpec.Kind.PROCESS,
            "stitch",
            List.of(),
            List.of(new TaskSpec.Take("in", "scan", "frames")),
            List.of("scan"),
            new TreeSet<>(),
            1,
            0,
            null,
            new Effort(1000, true),
            List.of(),
            1,
            0,
            TaskSpec.OnLost.WAIT,
            4000,
            TaskSpec.PartitionPolicy.HOLD,
            9999);
    return new Mission(
        "search",
        1,
        2,
        List.of(scan, join),
        List.of(new Mission.Rule(Mission.Rule.Kind.TOGETHER, List.of("scan", "join"))));
  }
}
