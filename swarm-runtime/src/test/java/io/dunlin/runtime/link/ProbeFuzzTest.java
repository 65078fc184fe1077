package io.dunlin.runtime.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.dunlin.crdt.ReplicaId;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * Probes nobody sane sends, from a neighbour that is known, under a check that holds. Jazzer looks
 * for them with {@code JAZZER_FUZZ=1}; in every build a seeded loop alters real ones.
 */
class ProbeFuzzTest {
  private static final int SWARM = 77;
  private static final String ADDRESS = "x:9";
  private static final int ALTERED = 5_000;

  /** What a packet may make the machine allocate: an answer, events, and a few small objects. */
  private static final long ALLOCATED_MAX = 64 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  // Classes are loaded, and instrumented, on the thread that first needs them.
  static {
    LinkMachine warm = machine();
    for (byte[] packet : real()) {
      warm.step(new LinkInput.PacketReceived(ADDRESS, packet), 1_100_000_000);
      warm.step(new LinkInput.PacketReceived(ADDRESS, new byte[9]), 1_100_000_000);
    }
  }

  private static byte[][] real() {
    var heard = new Probe.Heard(5, 31);
    return new byte[][] {
      Probe.write(new Probe.Request(9, 4, Probe.ALONE, heard, 64), SWARM),
      Probe.write(new Probe.Request(9, 5, Probe.FIRST, heard, 1_024), SWARM),
      Probe.write(new Probe.Reply(9, 6, heard, 1_000, true, 1_800_000_000_000L, 20), SWARM)
    };
  }

  private static LinkMachine machine() {
    var machine = new LinkMachine(SWARM, 1_024, 8_000_000_000L, new SplittableRandom(1));
    machine.step(new LinkInput.Neighbour(ADDRESS, new ReplicaId(1, 2)), 0);
    machine.step(new LinkInput.Tick(), 1_000_000_000);
    return machine;
  }

  private static byte[] sealed(byte[] bare) {
    var crc = new CRC32C();
    crc.update(bare);
    return ByteBuffer.allocate(bare.length + 4).put(bare).putInt((int) crc.getValue()).array();
  }

  private static void feed(LinkMachine machine, byte[] packet, long nowNanos) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    List<LinkEffect> effects =
        machine.step(new LinkInput.PacketReceived(ADDRESS, packet), nowNanos);
    long more = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    assertThat(more).isLessThan(ALLOCATED_MAX);
    assertThat(effects).hasSizeLessThan(8);
    assertThat(machine.row()).hasSizeLessThanOrEqualTo(1);
  }

  /** First the packet as it is, then with the version, swarm and check it lacks. */
  @FuzzTest
  void noProbeDoesHarm(byte[] input) {
    if (input.length > 1_012) {
      return;
    }
    LinkMachine machine = machine();
    feed(machine, input, 1_100_000_000);
    if (input.length > 0) {
      ByteBuffer bare = ByteBuffer.allocate(5 + input.length);
      bare.put((byte) Probe.VERSION).put(input[0]).putInt(SWARM);
      feed(machine, sealed(bare.put(input, 1, input.length - 1).array()), 1_200_000_000);
    }
  }

  @Test
  void alteredProbesDoNoHarm() {
    var random = new SplittableRandom(3);
    byte[][] real = real();
    LinkMachine machine = machine();
    for (int i = 0; i < ALTERED; i++) {
      byte[] packet = real[random.nextInt(real.length)].clone();
      int at = 1 + random.nextInt(packet.length - 5);
      packet[at] = (byte) random.nextInt();
      byte[] bare = Arrays.copyOf(packet, packet.length - 4);
      feed(
          machine, random.nextInt(4) == 0 ? packet : sealed(bare), 1_100_000_000L + i * 1_000_000L);
    }
  }

  @Test
  void aBadCheckChangesNothing() {
    byte[] reply =
        Probe.write(new Probe.Reply(9, 6, new Probe.Heard(5, 31), 9, true, 1L << 40, 2), SWARM);
    for (int at = 0; at < reply.length; at++) {
      LinkMachine machine = machine();
      long due = machine.dueNanos();
      byte[] packet = reply.clone();
      packet[at] ^= 8;
      List<LinkEffect> effects =
          machine.step(new LinkInput.PacketReceived(ADDRESS, packet), 1_100_000_000);
      assertThat(effects).allMatch(effect -> effect instanceof LinkEffect.Report);
      assertThat(machine.dueNanos()).isEqualTo(due);
      assertThat(machine.row()).isEqualTo(machine().row());
    }
  }
}
