package io.dunlin.runtime.host.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.journal.Entries;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.Recovered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process under SIGKILL on a real file system. */
class KilledProcessTest {
  @TempDir Path directory;

  /** Epoch to the highest acknowledged number. */
  private final Map<Long, Long> acknowledged = new TreeMap<>();

  private void liveAndDie(int acknowledgements) throws IOException, InterruptedException {
    Scribe.live(
        directory,
        true,
        (epoch, seq) -> {
          acknowledged.put(epoch, seq);
          return seq < acknowledgements;
        });
  }

  private void check() throws IOException {
    Recovered recovered =
        Journal.open(new FileDisk(directory), Entries.setup(-1, 1 << 16, _ -> {}));
    assertThat(recovered.report().damages()).isEmpty();
    assertThat(recovered.report().conflicts()).isEmpty();
    acknowledged.forEach((epoch, last) -> {
      LogId log = new LogId(Entries.SELF, epoch, Entries.TELEMETRY);
      var read = recovered.journal().read(log, 1, Integer.MAX_VALUE);
      assertThat((long) read.size()).as("epoch %x", epoch).isGreaterThanOrEqualTo(last);
      assertThat(read)
          .isEqualTo(Entries.run(Entries.SELF, epoch, Entries.TELEMETRY, 1, read.size()));
    });
  }

  @Test
  void losesNothingInTwentyLives() throws Exception {
    kill(20);
  }

  @Test
  @Tag("nightly")
  void losesNothingInManyLives() throws Exception {
    kill(2_000);
  }

  private void kill(int times) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(times);
    for (int i = 0; i < times; i++) {
      liveAndDie(random.nextInt(1, 3_000));
      check();
    }
    assertThat(acknowledged).hasSize(times);
  }
}
