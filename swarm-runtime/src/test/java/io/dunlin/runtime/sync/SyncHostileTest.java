package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Hostile bytes cause a count and a report, never an exception, unbounded memory or a wrong state.
 */
class SyncHostileTest {
  private static final Incarnation LIAR = new Incarnation(new ReplicaId(66, 6), 6);
  private static final int SESSION = 0x6666;
  private static final int SWARM = SyncSettings.swarmTag("test");
  private static final String ADDRESS = "x:9";

  private final Net net = new Net(1);
  private final SimNode node = net.add(1_024);

  private static ByteWriter begin(int type, int flags) {
    var out = new ByteWriter();
    new Header(Header.VERSION, flags, type, SWARM, SESSION).write(out);
    return out;
  }

  private static byte[] announce(int first, List<Incarnation> incarnations) {
    var out = begin(Header.ANNOUNCE, 0);
    new Announce(LIAR, first, incarnations).write(out);
    return Check.seal(out, null);
  }

  private List<SyncEffect> receive(byte[] packet) {
    List<SyncEffect> effects =
        node.machine.step(new SyncInput.PacketReceived(ADDRESS, packet), net.nowNanos);
    for (SyncEffect effect : effects) {
      if (effect instanceof SyncEffect.Report(Event event)) {
        node.events.add(event);
      }
    }
    return effects;
  }

  private void meetLiar() {
    receive(announce(1, List.of()));
  }

  private List<String> events() {
    return node.events.stream().map(Event::name).toList();
  }

  /** One packet of each type, as they come about between two replicas. */
  private static SortedMap<Integer, byte[]> packetsOfAllTypes(Net net) {
    var packets = new TreeMap<Integer, byte[]>();
    net.watch =
        sent -> {
          if (sent.from() == 0) {
            packets.putIfAbsent(sent.type(), sent.packet());
          }
        };
    net.lossPercent = 30;
    net.connect(net.nodes.get(0), net.nodes.get(1));
    for (int i = 0; i < 20; i++) {
      net.nodes.forEach(n -> n.write(2, 30, 20));
      net.nodes.forEach(n -> n.write(1, 1, 5_000));
      net.run(1_000);
    }
    net.nodes.getFirst().receive("n:1", begin(Header.BEACON, 0).u64(1).toBytes());
    net.watch = _ -> {};
    return packets;
  }

  @Test
  void alteredAndCutPacketsNeverThrowNorChangeState() {
    SimNode other = net.add(1_024);
    SortedMap<Integer, byte[]> packets = packetsOfAllTypes(net);
    assertThat(packets.keySet()).contains(1, 2, 3, 4, 5, 6, 7);
    Knowledge before = other.knowledge();
    for (byte[] packet : packets.values()) {
      for (int bit = 0; bit < 8 * packet.length; bit++) {
        byte[] altered = packet.clone();
        altered[bit / 8] ^= (byte) (1 << bit % 8);
        assertHarmless(other, altered);
      }
      for (int length = 0; length < packet.length; length++) {
        assertHarmless(other, Arrays.copyOf(packet, length));
      }
    }
    assertThat(other.knowledge()).isEqualTo(before);
    SyncCounters counters = other.machine.counters();
    assertThat(counters.packetsMalformed()).isGreaterThan(10_000);
    assertThat(counters.packetsForeign()).isGreaterThan(100);
  }

  private void assertHarmless(SimNode other, byte[] packet) {
    assertThat(other.machine.step(new SyncInput.PacketReceived("n:0", packet), net.nowNanos))
        .noneMatch(SyncEffect.Append.class::isInstance)
        .noneMatch(SyncEffect.Introduced.class::isInstance);
  }

  @Property(tries = 2_000)
  void anyBodyUnderAValidCheckIsSurvived(
      @ForAll @IntRange(max = 15) int type,
      @ForAll @IntRange(max = 7) int flags,
      @ForAll @Size(max = 300) byte[] body) {
    meetLiar();
    byte[] sealed =
        Check.seal(begin(type, flags << 4).raw(body), type < Header.BEACON ? null : LIAR);
    receive(sealed);
    node.tick();
    assertThat(node.knowledge().isEmpty()).isTrue();
  }

  @Test
  void packetsOfOthersAreCountedAndToldOnce() {
    byte[] good = announce(1, List.of());
    byte[] version = good.clone();
    version[0] = 9;
    byte[] swarm = good.clone();
    swarm[2] ^= 1;
    byte[] authenticated = good.clone();
    authenticated[1] |= (byte) Header.AUTHENTICATED;
    for (byte[] packet : List.of(version, swarm, authenticated)) {
      assertThat(receive(packet)).noneMatch(SyncEffect.Introduced.class::isInstance);
    }
    assertThat(node.machine.counters().packetsForeign()).isEqualTo(3);
    assertThat(events()).containsExactly("sync.foreign");
    net.run(11_000);
    receive(version);
    assertThat(node.events.getLast().fields()).containsEntry("count", 3L);
  }

  @Test
  void claimsOfHugeLogsCostNothingAndStopNobody() {
    meetLiar();
    LogId log = new LogId(LIAR.origin(), LIAR.epoch(), 2);
    for (int lane = 0; lane < 8; lane++) {
      var writer = new SummaryWriter(1_000, 1, false);
      writer.add(lane, IntervalSet.of(1, 1L << 60).plus((1L << 61) + 1, 1L << 62));
      for (SummaryWriter.Body body : writer.finish()) {
        receive(Check.seal(begin(Header.SUMMARY, Header.OPEN).raw(body.bytes()), LIAR));
      }
    }
    var packets = new ArrayList<Net.Sent>();
    net.watch = packets::add;
    net.run(120_000);
    assertThat(packets).as("packets in two minutes").hasSizeLessThan(200);
    assertThat(node.knowledge().contains(new Dot(log, 1))).isFalse();
    SimNode friend = net.add(1_024);
    net.connect(node, friend);
    friend.write(2, 10, 10);
    assertThat(net.runUntilEqual(10_000)).isNotNegative();
  }

  @Test
  void dictionariesPeersAndPathsAreBounded() {
    for (int first = 1; first < 20_000; first += 40) {
      var incarnations = new ArrayList<Incarnation>();
      for (int i = 0; i < 40; i++) {
        incarnations.add(new Incarnation(new ReplicaId(first, i), 1));
      }
      if (first < OwnDictionary.SEEN_MAX) {
        receive(announce(first, incarnations));
      }
    }
    for (int i = 0; i < 2_000; i++) {
      var out = begin(Header.ANNOUNCE, 0);
      new Announce(new Incarnation(new ReplicaId(1_000 + i, 1), 1), 1, List.of()).write(out);
      node.machine.step(
          new SyncInput.PacketReceived("y:" + i, Check.seal(out, null)), net.nowNanos);
    }
    assertThat(node.machine.peers()).hasSize(Roster.PEERS_MAX);
  }

  @Test
  void unfinishedFragmentsAreBounded() throws Exception {
    var reassembly = new Reassembly();
    for (int seq = 1; seq < 5_000; seq++) {
      var dot = new Dot(LIAR.log(2), seq);
      reassembly.add(new Fragment(dot, Fragment.WHOLE_BYTES_MAX, 16, 1 + seq % 3, new byte[16]));
      assertThat(reassembly.bytes()).isLessThanOrEqualTo(Reassembly.BYTES_MAX);
    }
    assertThat(reassembly.missing()).hasSizeLessThanOrEqualTo(Reassembly.ENTRIES_MAX);
  }

  private static byte[] delta(int reference, LogEntry entry) {
    var writer = new DeltaWriter(1_000);
    assertThat(writer.add(reference, entry)).isTrue();
    return Check.seal(begin(Header.DELTA, 0).raw(writer.toBytes()), LIAR);
  }

  @Test
  void anOwnEntryWeNeverWroteIsToldAndDropped() {
    meetLiar();
    receive(announce(1, List.of(new Incarnation(node.id, node.epoch))));
    var dot = Dot.of(node.id, node.epoch, 2, 1);
    List<SyncEffect> effects =
        receive(delta(1 << 3 | 2, new LogEntry(dot, 5, (byte) 1, new byte[3])));
    assertThat(effects).noneMatch(SyncEffect.Append.class::isInstance);
    assertThat(events()).contains("sync.quarantine");
    assertThat(node.events.getLast().fields().get("why")).asString().contains("did not write");
  }

  @Test
  void oneDotWithTwoContentsIsToldAndDropped() {
    meetLiar();
    node.write(2, 3, 10);
    receive(announce(1, List.of(new Incarnation(node.id, node.epoch))));
    LogEntry ours = node.journal.firstEntry().getValue();
    assertThat(receive(delta(1 << 3 | 2, ours))).noneMatch(SyncEffect.Append.class::isInstance);
    assertThat(events()).doesNotContain("sync.quarantine");
    receive(delta(1 << 3 | 2, new LogEntry(ours.dot(), 5, (byte) 1, new byte[3])));
    assertThat(events()).contains("sync.quarantine");
    assertThat(node.journal.firstEntry().getValue()).isEqualTo(ours);
  }

  @Test
  void ourOwnIdentityFromElsewhereIsATwin() {
    var out = begin(Header.ANNOUNCE, 0);
    new Announce(new Incarnation(node.id, node.epoch + 1), 1, List.of()).write(out);
    receive(Check.seal(out, null));
    assertThat(events()).containsExactly("sync.twin");
    assertThat(node.machine.peers()).isEmpty();
  }

  @Test
  void strangersAreAskedWhoTheyAreButNotForEver() {
    int needs = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] beacon = begin(Header.BEACON, 0).u64(i).toBytes();
      for (SyncEffect effect :
          node.machine.step(new SyncInput.PacketReceived("z:" + i, beacon), net.nowNanos)) {
        needs += effect instanceof SyncEffect.Send ? 1 : 0;
      }
    }
    assertThat(needs).isBetween(1, 20);
    assertThat(node.machine.counters().packetsUnknown()).isEqualTo(1_000);
  }
}
