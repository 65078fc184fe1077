package io.dunlin.runtime.host.disk;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.journal.Entries;
import io.dunlin.runtime.journal.EpochStore;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.Refusal;
import io.dunlin.runtime.step.LogEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * A process that writes a journal until it is killed. It prints {@code epoch n}, then the number of
 * each telemetry entry once that is acknowledged.
 */
final class Scribe {
  private Scribe() {}

  public static void main(String[] args) throws Exception {
    FileDisk disk = new FileDisk(Path.of(args[0]));
    long epoch = EpochStore.begin(disk, new SplittableRandom(), 0);
    Journal journal = Journal.open(disk, Entries.setup(epoch, 1 << 16, _ -> {})).journal();
    System.out.println("epoch " + epoch);
    Semaphore window = new Semaphore(256);
    var listener =
        new JournalWriter.Listener() {
          @Override
          public void durable(List<LogEntry> entries) {
            entries.forEach(e -> System.out.println(e.dot().seq()));
            System.out.flush();
            window.release(entries.size());
          }

          @Override
          public void refused(List<LogEntry> entries, Refusal reason) {
            throw new IllegalStateException("refused: " + reason);
          }
        };
    var policy =
        new GroupCommit(Duration.ZERO, Duration.ZERO, Duration.ofMillis(5), 4_096, 512, 1 << 20);
    try (JournalWriter writer = JournalWriter.start(journal, policy, listener)) {
      LogId log = new LogId(Entries.SELF, epoch, Entries.TELEMETRY);
      for (long seq = 1; ; seq++) {
        window.acquire();
        writer.offer(Entries.run(log.origin(), epoch, log.lane(), seq, seq));
      }
    }
  }
}
