package io.dunlin.runtime.host.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.journal.Entries;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.Recovered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process on a real ext4 whose unsynced pages are really dropped. */
@Timeout(600)
class DroppedPagesTest {
  private static final int LIVES = 3;
  private static final int ACKNOWLEDGEMENTS = 1_500;

  @TempDir Path directory;
  private final List<Told> told = new ArrayList<>();
  private long slowestRecoveryNanos;

  /** An acknowledgement, and how much the disk had written down when it was read. */
  private record Told(long epoch, long seq, long written) {}

  @BeforeEach
  void needsTheRig() throws IOException, InterruptedException {
    List<String> missing = RecordedDisk.missing();
    boolean couldInstall = missing.stream().allMatch(what -> what.startsWith("program "));
    boolean mandatory = "1".equals(System.getenv("DUNLIN_TESTS_MANDATORY")) && couldInstall;
    if (!mandatory) {
      Assumptions.assumeTrue(
          missing.isEmpty(),
          () -> "power cuts on a real file system need " + missing + "; see .ci/run");
    }
    assertThat(missing).isEmpty();
  }

  private void write(RecordedDisk disk, boolean forced) throws Exception {
    Path journal = disk.mount().resolve("journal");
    for (int life = 0; life < LIVES; life++) {
      long[] epoch = new long[1];
      Scribe.live(
          journal,
          forced,
          (each, seq) -> {
            epoch[0] = each;
            told.add(new Told(each, seq, disk.written()));
            return seq < ACKNOWLEDGEMENTS;
          });
      assertThat(epoch[0]).isNotZero();
    }
    disk.end();
  }

  /** Entries that were acknowledged before the cut and are not there after. */
  private long lostAt(RecordedDisk disk, long at, long seed) throws Exception {
    long[] lost = new long[1];
    disk.cut(
        at,
        new SplittableRandom(seed),
        files -> {
          long begun = System.nanoTime();
          Recovered recovered =
              Journal.open(
                  new FileDisk(files.resolve("journal")), Entries.setup(-1, 1 << 16, _ -> {}));
          slowestRecoveryNanos = Math.max(slowestRecoveryNanos, System.nanoTime() - begun);
          assertThat(recovered.report().conflicts()).isEmpty();
          for (Told each : told) {
            LogId log = new LogId(Entries.SELF, each.epoch(), Entries.TELEMETRY);
            boolean due = each.written() <= at;
            if (due && !recovered.knowledge().of(log).contains(each.seq())) lost[0]++;
          }
          if (lost[0] == 0) assertThat(recovered.report().damages()).isEmpty();
        });
    return lost[0];
  }

  private void losesNothing(int cuts) throws Exception {
    try (RecordedDisk disk = RecordedDisk.make(directory)) {
      write(disk, true);
      long first = told.getFirst().written();
      SplittableRandom random = new SplittableRandom(cuts);
      for (int i = 0; i < cuts; i++) {
        long at = random.nextLong(first, disk.written() + 1);
        assertThat(lostAt(disk, at, i)).as("lost by cut %d at byte %d", i, at).isZero();
      }
      System.out.printf(
          "power cuts on ext4: %d, acknowledged %d, slowest recovery %d ms%n",
          cuts, told.size(), slowestRecoveryNanos / 1_000_000);
    }
  }

  @Test
  void losesNothingThatWasAcknowledged() throws Exception {
    losesNothing(30);
  }

  @Test
  @Tag("nightly")
  void losesNothingInManyCuts() throws Exception {
    losesNothing(2_000);
  }

  @Test
  void theRigLosesWhatWasNotForced() throws Exception {
    try (RecordedDisk disk = RecordedDisk.make(directory)) {
      write(disk, false);
      long lost = 0;
      long first = told.getFirst().written();
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < 10 && lost == 0; i++) {
        lost += lostAt(disk, random.nextLong(first, disk.written() + 1), i);
      }
      assertThat(lost).as("or the rig proves nothing").isPositive();
    }
  }
}
