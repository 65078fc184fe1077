package io.dunlin.runtime.node;

import static io.dunlin.runtime.node.TestSwarm.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.journal.EpochStore;
import io.dunlin.runtime.node.TestSwarm.Device;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A running device is copied with its memory, as a virtual machine is: two processes then write
 * under the same dots. Both must notice, leave the epoch, and lose nothing that either recorded.
 */
class EpochLeftTest {
  private final TestSwarm swarm = new TestSwarm(7);
  private final Device original = swarm.add(1);
  private final Device witness = swarm.add(1);
  private final Device other = swarm.add(1);
  private final Device copy = original.mirrored();
  private final Set<String> recorded = new TreeSet<>();

  private void start() {
    original.start();
    witness.start();
    other.start();
    for (int i = 0; i < 20; i++) sense(original, "before " + i);
    swarm.run(20 * SECOND);
  }

  private void sense(Device device, String what) {
    recorded.add(what);
    swarm.sense(device, what.getBytes(StandardCharsets.UTF_8));
  }

  private static Set<String> observations(Device device) {
    return device.disk.values().stream()
        .filter(entry -> entry.kind() == EntryKind.OBSERVATION)
        .map(LogEntry::body)
        .map(body -> new String(body, StandardCharsets.UTF_8))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long left(Device device) {
    return device.reported.stream().filter(event -> event.number() == 1043).count();
  }

  private void bothGoOn(int many) {
    for (int i = 0; i < many; i++) {
      sense(original, "original " + i);
      if (i % 2 == 0) sense(copy, "copy " + i);
      swarm.run(SECOND);
    }
  }

  @Test
  void twoProcessesInOneEpochLeaveItAndLoseNothing() {
    start();
    assertThat(observations(witness)).isEqualTo(recorded);
    original.wakes();
    bothGoOn(20);
    swarm.run(60 * SECOND);
    assertThat(left(original)).isEqualTo(1);
    assertThat(left(copy)).isEqualTo(1);
    assertThat(observations(witness)).isEqualTo(recorded);
    assertThat(observations(other)).isEqualTo(recorded);
    assertThat(epochs()).hasSize(2).doesNotContain(witness.node().picture().epoch());
  }

  /** Each on its own island: only what comes after is seen, not that dots were used twice. */
  @Test
  void nothingIsLostWhenTheyWereApart() {
    start();
    swarm.connected((a, b) -> island(a) == island(b));
    original.wakes();
    bothGoOn(20);
    swarm.connected((_, _) -> true);
    swarm.run(90 * SECOND);
    assertThat(left(original) + left(copy)).isEqualTo(2);
    assertThat(observations(witness)).isEqualTo(recorded);
    assertThat(observations(other)).isEqualTo(recorded);
  }

  private int island(int number) {
    return number == original.number || number == witness.number ? 0 : 1;
  }

  private Set<Long> epochs() {
    return Set.of(original.node().picture().epoch(), copy.node().picture().epoch());
  }

  @Test
  void aDeviceThatIsNotCopiedStaysInItsEpoch() {
    start();
    long epoch = original.node().picture().epoch();
    original.kill();
    swarm.run(5 * SECOND);
    original.start();
    swarm.run(30 * SECOND);
    assertThat(left(original)).isZero();
    assertThat(original.node().picture().epoch()).isNotEqualTo(epoch);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1L << 48 | 77, 0xffffL << 48 | 5})
  void anEpochBegunInAProcessIsLater(long epoch) {
    long bits = new SplittableRandom(1).nextLong();
    assertThat(EpochStore.renewed(epoch, bits)).isNotEqualTo(epoch);
    assertThat(EpochStore.starts(EpochStore.renewed(epoch, bits)))
        .isEqualTo(Math.min(0xffff, EpochStore.starts(epoch) + 1));
  }
}
