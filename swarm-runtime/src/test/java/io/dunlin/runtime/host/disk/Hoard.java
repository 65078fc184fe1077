package io.dunlin.runtime.host.disk;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.map.Change;
import io.dunlin.crdt.map.Document;
import io.dunlin.runtime.journal.EpochStore;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.JournalLimits;
import io.dunlin.runtime.journal.JournalSetup;
import io.dunlin.runtime.journal.Receipt;
import io.dunlin.runtime.journal.Recovered;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A device that carries much: opens the journal in a directory, fills it when it is empty with so
 * many observations of 1,000 origins, holds a set of 50,000 elements beside, and prints how many
 * entries it knows and how many of a thousand random ones it read.
 */
final class Hoard {
  private static final int ORIGINS = 1_000;
  private static final int ELEMENTS = 50_000;
  private static final int BATCH = 100;

  private Hoard() {}

  public static void main(String[] args) throws IOException {
    long observations = Long.parseLong(args[1]);
    var disk = new FileDisk(Path.of(args[0]));
    var random = new SplittableRandom(1);
    var self = new ReplicaId(1, 1);
    long epoch = EpochStore.begin(disk, random, 0);
    long much = 1L << 40;
    var limits = new JournalLimits(4 << 20, List.of(much, much, much, much), 0, 1 << 20);
    Recovered found = Journal.open(disk, new JournalSetup(self, epoch, limits, random, _ -> {}));
    try (Journal journal = found.journal()) {
      if (found.knowledge().isEmpty()) fill(journal, observations / ORIGINS);
      Document set = set(self, epoch);
      int read = 0;
      for (int i = 0; i < 1_000; i++) {
        long seq = 1 + random.nextLong(observations / ORIGINS);
        LogId log = log(random.nextInt(ORIGINS));
        if (journal.read(log, seq, 1).getFirst().dot().equals(new Dot(log, seq))) read++;
      }
      System.out.println(
          journal.knowledge().count() + " " + read + " " + set.prefix("set/").size());
    }
  }

  private static LogId log(int origin) {
    return new LogId(new ReplicaId(77, origin), 5, 2);
  }

  /** In batches of one origin each, as sync brings them. */
  private static void fill(Journal journal, long each) throws IOException {
    for (long first = 1; first <= each; first += BATCH) {
      for (int origin = 0; origin < ORIGINS; origin++) {
        var batch = new ArrayList<LogEntry>(BATCH);
        for (long seq = first; seq < first + BATCH && seq <= each; seq++) {
          byte[] body = ByteBuffer.allocate(12).putLong(77).putInt((int) seq).array();
          batch.add(
              new LogEntry(
                  new Dot(log(origin), seq), seq * 1_000_000_000, EntryKind.OBSERVATION, body));
        }
        if (journal.append(batch) instanceof Receipt.Refused refused) {
          throw new IOException("refused: " + refused.reason());
        }
      }
      if (journal.commit().reason() != null) throw new IOException("not committed");
    }
  }

  private static Document set(ReplicaId self, long epoch) {
    var set = new Document();
    for (int i = 0; i < ELEMENTS; i++) {
      Dot dot = Dot.of(self, epoch, 1, i + 1);
      set.apply(new Change(dot, new Stamp(i, 0), "set/" + i, new byte[] {1}, List.of()));
    }
    return set;
  }
}
