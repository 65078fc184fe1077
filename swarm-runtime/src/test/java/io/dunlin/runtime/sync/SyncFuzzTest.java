package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.codec.ByteWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Bodies nobody sane writes, under a check that holds. Jazzer searches for them when told to
 * ({@code JAZZER_FUZZ=1}); in every build the bodies kept beside this test are tried, and a seeded
 * loop alters real ones.
 */
class SyncFuzzTest {
  private static final Incarnation LIAR = new Incarnation(new ReplicaId(66, 6), 6);
  private static final String ADDRESS = "x:9";

  /**
   * What one packet may make the machine allocate; of this, what its entries may take is 128 KiB.
   */
  private static final long ALLOCATED_MAX = 4L * 1024 * 1024;

  private static final int ALTERED = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static byte[] seal(int typeAndFlags, byte[] body) {
    int type = typeAndFlags & 0x0f;
    var out = new ByteWriter();
    new Header(1, typeAndFlags & 0x70, type, SyncSettings.swarmTag("test"), 7).write(out);
    if (type == Header.BEACON) return out.raw(body).toBytes();
    return Check.seal(out.raw(body), type == Header.ANNOUNCE || type == Header.NEED ? null : LIAR);
  }

  private static SimNode metLiar(Net net) {
    SimNode node = net.add(1_024);
    var out = new ByteWriter();
    new Announce(LIAR, 1, List.of(new Incarnation(node.id, node.epoch))).write(out);
    node.receive(ADDRESS, seal(Header.ANNOUNCE, out.toBytes()));
    node.write(2, 50, 12);
    return node;
  }

  /** First byte: type and flags; the rest is the body. */
  private static void feed(SimNode node, byte[] input) {
    byte[] packet = seal(input[0], Arrays.copyOfRange(input, 1, input.length));
    if (packet.length > SyncSettings.PACKET_BYTES_MOST) {
      return;
    }
    Knowledge before = node.knowledge();
    long thread = Thread.currentThread().threadId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    node.receive(ADDRESS, packet);
    assertThat(THREADS.getThreadAllocatedBytes(thread) - allocated)
        .as("bytes allocated for %s", Arrays.toString(packet))
        .isLessThan(ALLOCATED_MAX);
    assertThat(node.knowledge()).isEqualTo(before);
    assertThat(node.machine.peers()).hasSizeLessThanOrEqualTo(Roster.PEERS_MAX);
  }

  // Classes are loaded, and instrumented, on the thread that first needs them.
  static {
    SimNode warm = metLiar(new Net(4));
    for (byte[] input : real()) {
      warm.receive(ADDRESS, seal(input[0], Arrays.copyOfRange(input, 1, input.length)));
      warm.receive(ADDRESS, seal(input[0], new byte[0]));
    }
  }

  @FuzzTest
  void noBodyDoesHarm(byte[] input) {
    if (input.length > 0) {
      feed(metLiar(new Net(1)), input);
    }
  }

  /** Real bodies of every type, as two busy replicas exchange them. */
  private static List<byte[]> real() {
    var net = new Net(2);
    var kept = new TreeMap<Integer, List<byte[]>>();
    net.watch =
        sent -> {
          byte[] packet = sent.packet();
          List<byte[]> ofType = kept.computeIfAbsent(sent.type(), _ -> new ArrayList<>());
          if (sent.type() != Header.BEACON && ofType.size() < 40) {
            byte[] input =
                Arrays.copyOfRange(packet, Header.BYTES - 1, packet.length - Check.BYTES);
            input[0] = packet[1];
            ofType.add(input);
          }
        };
    net.lossPercent = 30;
    net.connect(net.add(1_024), net.add(256));
    for (int i = 0; i < 10; i++) {
      net.nodes.forEach(node -> node.write(2, 30, 20));
      net.nodes.forEach(node -> node.write(1, 1, 5_000));
      net.nodes.forEach(node -> node.durable(List.of(node.entry(2, new byte[] {1, 2}))));
      net.run(1_000);
    }
    var all = new ArrayList<byte[]>();
    kept.values().forEach(all::addAll);
    return all;
  }

  private static byte[] altered(byte[] input, SplittableRandom random) {
    byte[] altered = Arrays.copyOf(input, input.length + random.nextInt(3));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = 1 + random.nextInt(Math.max(1, altered.length - 1));
      if (at < altered.length) {
        altered[at] =
            switch (random.nextInt(4)) {
              case 0 -> (byte) -1;
              case 1 -> (byte) 0;
              case 2 -> (byte) (altered[at] + 1 - random.nextInt(3));
              default -> (byte) random.nextInt();
            };
      }
    }
    return random.nextInt(8) == 0
        ? Arrays.copyOf(altered, 1 + random.nextInt(altered.length))
        : altered;
  }

  @Test
  void alteredBodiesDoNoHarm() {
    List<byte[]> real = real();
    assertThat(real.stream().map(input -> input[0] & 0x0f).distinct()).contains(1, 4, 5, 6, 7);
    var random = new SplittableRandom(10);
    SimNode node = metLiar(new Net(3));
    for (int i = 0; i < ALTERED; i++) {
      if (i % 2_000 == 0) {
        node = metLiar(new Net(i));
      }
      feed(node, altered(real.get(random.nextInt(real.size())), random));
    }
    assertThat(node.machine.counters().packetsMalformed()).isPositive();
  }

  @Test
  void aBadCheckChangesNothing() {
    var random = new SplittableRandom(11);
    for (byte[] input : real()) {
      SimNode node = metLiar(new Net(1));
      SimNode same = metLiar(new Net(1));
      byte[] packet = seal(input[0], Arrays.copyOfRange(input, 1, input.length));
      packet[Header.BYTES + random.nextInt(packet.length - Header.BYTES)] ^= 4;
      SyncCounters before = node.machine.counters();
      long due = node.machine.dueNanos();
      node.receive(ADDRESS, packet);
      assertThat(node.machine.dueNanos()).isEqualTo(due);
      assertThat(node.machine.peers()).isEqualTo(same.machine.peers());
      assertThat(node.machine.counters().sentBytes()).isEqualTo(before.sentBytes());
      assertThat(node.machine.counters().packetsMalformed())
          .isEqualTo(before.packetsMalformed() + 1);
    }
  }
}
