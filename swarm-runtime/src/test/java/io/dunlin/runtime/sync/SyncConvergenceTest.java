package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Replicas joined by a network become equal, at a price near the bound. */
class SyncConvergenceTest {
  private static final int TELEMETRY = 2;
  private static final int STATE = 1;

  @Property(tries = 40)
  void convergesDespiteEverything(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 8) int devices,
      @ForAll @IntRange(max = 60) int lossPercent,
      @ForAll @IntRange(max = 30) int duplicatePercent,
      @ForAll @IntRange(min = 64, max = 1_024) int packetBytes,
      @ForAll boolean chain) {
    var net = new Net(seed);
    net.lossPercent = lossPercent;
    net.duplicatePercent = duplicatePercent;
    net.alteredPercent = lossPercent / 10;
    net.jitterNanos = 60 * Net.MILLI;
    for (int i = 0; i < devices; i++) {
      net.add(packetBytes);
    }
    join(net, chain);
    for (int round = 0; round < 6; round++) {
      if (round == 2) {
        net.split(1 + net.random.nextInt(devices - 1), true);
      }
      for (SimNode node : net.nodes) {
        node.write(TELEMETRY, 1 + net.random.nextInt(20), net.random.nextInt(60));
        node.write(STATE, 1, net.random.nextInt(3_000));
      }
      net.run(500);
    }
    for (int at = 1; at < devices; at++) {
      net.split(at, false);
    }
    assertThat(net.runUntilEqual(600_000)).as("equal after").isNotNegative();
    assertThat(net.nodes).allSatisfy(n -> assertThat(n.journal).isEqualTo(first(net).journal));
    assertThat(net.nodes).allSatisfy(n -> assertThat(n.appended).isEqualTo(carried(n)));
    assertThat(net.largestPacket).isLessThanOrEqualTo(packetBytes);
  }

  private static SimNode first(Net net) {
    return net.nodes.getFirst();
  }

  private static int carried(SimNode node) {
    return (int) node.journal.keySet().stream().filter(d -> !d.origin().equals(node.id)).count();
  }

  private static void join(Net net, boolean chain) {
    if (chain) {
      for (int i = 1; i < net.nodes.size(); i++) {
        net.connect(net.nodes.get(i - 1), net.nodes.get(i));
      }
    } else {
      net.connectAll();
    }
  }

  private static Net two(long seed, int packetBytes) {
    var net = new Net(seed);
    net.connect(net.add(packetBytes), net.add(packetBytes));
    return net;
  }

  @Test
  void sameSeedSamePackets() {
    List<String> first = packetsOfARun();
    assertThat(first).hasSizeGreaterThan(50).isEqualTo(packetsOfARun());
  }

  private static List<String> packetsOfARun() {
    var packets = new ArrayList<String>();
    var net = new Net(5);
    net.lossPercent = 20;
    for (int i = 0; i < 4; i++) {
      net.add(256);
    }
    net.watch = sent -> packets.add(sent.from() + sent.address() + List.of(sent.packet().length));
    net.connectAll();
    net.nodes.forEach(node -> node.write(TELEMETRY, 50, 20));
    net.run(5_000);
    return packets;
  }

  @Test
  void equalReplicasExchangeBeaconsOnly() {
    Net net = two(2, 1_024);
    net.nodes.forEach(node -> node.write(TELEMETRY, 200, 16));
    assertThat(net.runUntilEqual(5_000)).isNotNegative();
    net.run(5_000);
    var packets = new ArrayList<Net.Sent>();
    net.watch = packets::add;
    net.run(80_000);
    assertThat(packets).allSatisfy(sent -> assertThat(sent.type()).isEqualTo(Header.BEACON));
    assertThat(packets).allSatisfy(sent -> assertThat(sent.packet()).hasSize(16));
    assertThat(packets).as("every 8 s in both directions").hasSizeBetween(16, 24);
    assertThat(net.nodes.getFirst().machine.peers()).allMatch(PeerView::equal);
  }

  @Test
  void aFreshEntryIsPushedInOnePacket() {
    Net net = two(3, 1_024);
    net.run(3_000);
    net.nodes.getFirst().write(TELEMETRY, 1, 8);
    net.run(3_000);
    var packets = new ArrayList<Net.Sent>();
    net.watch =
        sent -> {
          if (sent.type() != Header.BEACON) {
            packets.add(sent);
          }
        };
    net.nodes.getFirst().write(TELEMETRY, 1, 8);
    net.run(200);
    assertThat(net.isEqual()).isTrue();
    assertThat(packets).singleElement().satisfies(s -> assertThat(s.packet()).hasSizeLessThan(33));
  }

  @Test
  void manyMissingEntriesHealNearTheBound() {
    Net net = two(4, 1_024);
    net.run(3_000);
    net.split(1, true);
    net.run(30_000);
    SimNode writer = net.nodes.getFirst();
    writer.write(TELEMETRY, 19_200, 8);
    long before = net.totalBytes();
    net.split(1, false);
    assertThat(net.runUntilEqual(120_000)).isNotNegative();
    long payload = 19_200 * 8;
    assertThat(net.totalBytes() - before).isLessThan(payload * 120 / 100);
    assertThat(net.nodes.get(1).machine.counters().entriesDuplicate()).isZero();
    assertThat(net.nodes.get(1).machine.counters().entriesNeeded()).isEqualTo(19_200);
  }

  @Test
  void meshWithoutLossCarriesEachEntryOnce() {
    long needed = 0;
    long duplicate = 0;
    for (int seed = 1; seed <= 8; seed++) {
      for (SimNode node : healedMesh(seed).nodes) {
        needed += node.machine.counters().entriesNeeded();
        duplicate += node.machine.counters().entriesDuplicate();
      }
    }
    assertThat(needed).isEqualTo(8 * 6 * 90 * 5);
    assertThat(duplicate).as("of %d needed", needed).isLessThan(needed / 10);
  }

  /**
   * Six that all hear each other, together for 30 s, in two halves for a minute, and level again.
   */
  private static Net healedMesh(int seed) {
    var net = new Net(seed);
    for (int i = 0; i < 6; i++) {
      net.add(1_024);
    }
    net.connectAll();
    net.run(3_000);
    for (int second = 0; second < 30; second++) {
      net.nodes.forEach(node -> node.write(TELEMETRY, 1, 16));
      net.run(1_000);
    }
    net.split(3, true);
    for (int second = 0; second < 60; second++) {
      net.nodes.forEach(node -> node.write(TELEMETRY, 1, 16));
      net.run(1_000);
    }
    net.split(3, false);
    assertThat(net.runUntilEqual(30_000)).isNotNegative();
    return net;
  }

  /** Asking one neighbour only must not become waiting for one that has nothing. */
  @Test
  void meshUnderLossGetsLevelWithFewDuplicates() {
    var net = new Net(13);
    int devices = 12;
    for (int i = 0; i < devices; i++) {
      net.add(1_024);
    }
    for (int i = 0; i < devices; i++) {
      net.connect(net.nodes.get(i), net.nodes.get((i + 1) % devices));
      net.connect(net.nodes.get(i), net.nodes.get((i + 2) % devices));
    }
    net.run(3_000);
    net.lossPercent = 30;
    for (int second = 0; second < 15; second++) {
      net.nodes.forEach(node -> node.write(TELEMETRY, 1, 16));
      net.run(1_000);
    }
    assertThat(net.runUntilEqual(60_000)).isNotNegative();
    long needed = 0;
    long duplicate = 0;
    for (SimNode node : net.nodes) {
      needed += node.machine.counters().entriesNeeded();
      duplicate += node.machine.counters().entriesDuplicate();
    }
    assertThat(needed).isEqualTo(15L * devices * (devices - 1));
    assertThat(duplicate).as("of %d needed", needed).isLessThan(needed * 3 / 10);
  }

  /** Both remember what the other had: nothing is stated in full, nor sent twice. */
  @Test
  void oldAcquaintancesTellNewsOnly() {
    Net net = two(14, 1_024);
    net.nodes.forEach(node -> node.write(TELEMETRY, 50, 16));
    assertThat(net.runUntilEqual(5_000)).isNotNegative();
    net.run(20_000);
    net.split(1, true);
    net.run(60_000);
    net.nodes.getFirst().write(TELEMETRY, 40, 16);
    net.nodes.get(1).write(TELEMETRY, 40, 16);
    net.run(60_000);
    var packets = new ArrayList<Net.Sent>();
    net.watch = packets::add;
    net.split(1, false);
    assertThat(net.runUntilEqual(20_000)).isNotNegative();
    net.run(500);
    assertThat(packets)
        .filteredOn(sent -> sent.type() == Header.SUMMARY)
        .noneMatch(sent -> (sent.packet()[1] & Header.FULL) != 0);
    assertThat(packets).filteredOn(sent -> sent.type() == Header.DELTA).hasSizeLessThanOrEqualTo(4);
    long duplicate =
        net.nodes.stream().mapToLong(n -> n.machine.counters().entriesDuplicate()).sum();
    assertThat(duplicate).isZero();
  }

  @Test
  void duplicatesAreCountedAndAppendedOnce() {
    Net net = two(7, 256);
    net.duplicatePercent = 100;
    net.nodes.getFirst().write(TELEMETRY, 100, 16);
    assertThat(net.runUntilEqual(10_000)).isNotNegative();
    net.run(1_000);
    SimNode reader = net.nodes.get(1);
    assertThat(reader.appended).isEqualTo(100);
    assertThat(reader.machine.counters().entriesDuplicate()).isGreaterThanOrEqualTo(100);
    assertThat(reader.machine.counters().duplicateBytes()).isPositive();
  }

  @Test
  void whatTheJournalRefusesIsNotKnownAndComesAgain() {
    Net net = two(8, 1_024);
    SimNode full = net.nodes.get(1);
    full.journalRefuses = true;
    net.nodes.getFirst().write(TELEMETRY, 10, 16);
    net.run(5_000);
    assertThat(full.knowledge().isEmpty()).isTrue();
    full.journalRefuses = false;
    assertThat(net.runUntilEqual(60_000)).isNotNegative();
  }

  @Test
  void largeEntriesTravelInFragmentsAndOnlyMissingOnesAgain() {
    Net net = two(9, 1_024);
    net.lossPercent = 20;
    net.nodes.getFirst().write(STATE, 1, 64 * 1024);
    assertThat(net.runUntilEqual(60_000)).isNotNegative();
    assertThat(net.totalBytes()).isLessThan(64 * 1024 * 3 / 2);
  }

  @Test
  void aRestartedPeerIsMetAgainAndCatchesUp() {
    Net net = two(10, 1_024);
    net.nodes.forEach(node -> node.write(TELEMETRY, 50, 16));
    assertThat(net.runUntilEqual(10_000)).isNotNegative();
    SimNode again = net.nodes.get(1).restart(2, 1_024);
    again.configure("n:0", 1);
    net.nodes.getFirst().write(TELEMETRY, 50, 16);
    again.write(TELEMETRY, 5, 16);
    assertThat(net.runUntilEqual(20_000)).isNotNegative();
    assertThat(net.nodes.getFirst().introduced)
        .extracting(SyncEffect.Introduced::epoch)
        .containsExactly(1L, 2L);
    assertThat(net.nodes.getFirst().introduced).allMatch(SyncEffect.Introduced::first);
  }

  @Test
  void aLostDiskIsFilledAgainWithTheOwnOldEntries() {
    Net net = two(11, 1_024);
    net.nodes.forEach(node -> node.write(TELEMETRY, 50, 16));
    assertThat(net.runUntilEqual(10_000)).isNotNegative();
    net.nodes.get(1).journal.clear();
    SimNode empty = net.nodes.get(1).restart(2, 1_024);
    empty.configure("n:0", 1);
    assertThat(net.runUntilEqual(20_000)).isNotNegative();
    assertThat(empty.journal).hasSize(100);
  }

  @Test
  void whatTheSourceNoLongerHasDoesNotKeepThePeersTalking() {
    Net net = two(12, 1_024);
    SimNode keeper = net.nodes.getFirst();
    keeper.write(TELEMETRY, 50, 16);
    keeper.journal.headMap(keeper.journal.lastKey()).clear();
    net.run(60_000);
    long before = net.totalBytes();
    net.run(80_000);
    assertThat(net.nodes.get(1).journal).hasSize(1);
    assertThat(net.totalBytes() - before).as("bytes in 80 s").isLessThan(4_000);
  }
}
