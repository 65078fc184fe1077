package io.dunlin.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EpochStoreTest {
  private static long begin(Disk disk, long seed) throws IOException {
    return EpochStore.begin(disk, new SplittableRandom(seed), 0);
  }

  @Test
  void countsStartsFromOne() throws IOException {
    SimDisk disk = new SimDisk();
    for (int i = 1; i < 20; i++) assertThat(EpochStore.starts(begin(disk, i))).isEqualTo(i);
  }

  @Test
  void goesOnFromWhatElseIsKnownWhenTheFileIsLostOrDamaged() throws IOException {
    SimDisk disk = new SimDisk();
    begin(disk, 1);
    disk.bytes("epoch")[9] ^= 1;
    SplittableRandom random = new SplittableRandom(2);
    assertThat(EpochStore.starts(EpochStore.begin(disk, random, 40))).isEqualTo(41);
    assertThat(EpochStore.starts(EpochStore.begin(disk, random, 7))).isEqualTo(42);
  }

  @Test
  void goesOnFromTheJournalWhenTheFileIsLost() throws IOException {
    SimDisk disk = new SimDisk();
    SplittableRandom random = new SplittableRandom(2);
    long epoch = EpochStore.begin(disk, random, 30);
    try (Journal journal = Journal.open(disk, Entries.setup(epoch, 4_096, _ -> {})).journal()) {
      journal.append(Entries.run(Entries.SELF, epoch, Entries.STATE, 1, 1));
    }
    disk.delete("epoch");
    assertThat(EpochStore.starts(EpochStore.begin(disk, random, 0))).isEqualTo(32);
  }

  @Test
  void staysAtTheLastCountAndIsStillNew() throws IOException {
    SimDisk disk = new SimDisk();
    SplittableRandom random = new SplittableRandom(3);
    long last = EpochStore.begin(disk, random, 0xffff);
    long next = EpochStore.begin(disk, random, 0);
    assertThat(EpochStore.starts(last)).isEqualTo(0xffff);
    assertThat(EpochStore.starts(next)).isEqualTo(0xffff);
    assertThat(next).isNotEqualTo(last);
  }

  @Test
  void neverGivesOutAnEpochThatAPowerCutTakesBack() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      SimDisk disk = new SimDisk();
      Set<Integer> used = new HashSet<>();
      for (int start = 0; start < 5; start++) {
        disk.callsLeft = new SplittableRandom(seed * 31L + start).nextInt(20);
        try {
          used.add(EpochStore.starts(begin(disk, seed)));
        } catch (SimDisk.PowerCut _) {
          // It did not start.
        }
        disk = disk.afterPowerCut(new SplittableRandom(seed * 37L + start));
        assertThat(used)
            .as("seed %d", seed)
            .doesNotContain(EpochStore.starts(begin(disk.copy(), seed)));
      }
    }
  }

  @Test
  void doesNotStartOnADiskThatFails() {
    for (String failing : new String[] {"create", "write", "force", "rename", "forceDirectory"}) {
      SimDisk disk = new SimDisk();
      disk.faults =
          call -> {
            if (call.equals(failing)) throw new IOException("sim");
          };
      assertThatThrownBy(() -> begin(disk, 1)).isInstanceOf(IOException.class);
    }
  }
}
