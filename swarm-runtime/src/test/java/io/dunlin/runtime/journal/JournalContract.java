package io.dunlin.runtime.journal;

import static io.dunlin.runtime.journal.Entries.PEER;
import static io.dunlin.runtime.journal.Entries.SELF;
import static io.dunlin.runtime.journal.Entries.STATE;
import static io.dunlin.runtime.journal.Entries.TELEMETRY;
import static io.dunlin.runtime.journal.Entries.entry;
import static io.dunlin.runtime.journal.Entries.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a journal does on any disk that works. */
interface JournalContract {
  Disk disk() throws IOException;

  int SEGMENT = 64 * 1024;
  LogId TELEMETRY_LOG = new LogId(SELF, 1, TELEMETRY);

  private static Recovered open(Disk disk, long epoch) throws IOException {
    List<Event> events = new ArrayList<>();
    return Journal.open(disk, Entries.setup(epoch, SEGMENT, events::add));
  }

  @Test
  default void keepsWhatWasCommittedInOrder() throws IOException {
    Disk disk = disk();
    List<LogEntry> own = run(SELF, 1, TELEMETRY, 1, 3_000);
    try (Journal journal = open(disk, 1).journal()) {
      assertThat(journal.append(own)).isEqualTo(new Receipt.Appended(3_000));
      assertThat(journal.read(TELEMETRY_LOG, 1, 1_000_000))
          .as("before any commit")
          .hasSizeLessThan(3_000);
      assertThat(journal.commit().durable()).isEqualTo(own);
      assertThat(journal.read(TELEMETRY_LOG, 1, 1_000_000)).isEqualTo(own);
    }
    Recovered again = open(disk, 2);
    try (Journal journal = again.journal()) {
      assertThat(again.knowledge().of(TELEMETRY_LOG).toString()).isEqualTo("[1..3000]");
      assertThat(again.report().segments()).isGreaterThan(3);
      assertThat(again.report().segmentsScanned()).isZero();
      assertThat(again.report().tornBytes()).isZero();
      assertThat(again.previous().orElseThrow().epoch()).isEqualTo(1);
      assertThat(again.previous().orElseThrow().lastSeqs()).containsEntry(TELEMETRY, 3_000L);
      assertThat(journal.read(TELEMETRY_LOG, 1, 1_000_000)).isEqualTo(own);
      assertThat(journal.read(TELEMETRY_LOG, 2_990, 200))
          .isEqualTo(own.subList(2_989, 2_989 + 200 / (16 + 60)));
    }
  }

  @Test
  default void readsAnEntryLargerThanAsked() throws IOException {
    Disk disk = disk();
    try (Journal journal = open(disk, 1).journal()) {
      LogEntry large = entry(SELF, 1, TELEMETRY, 1, LogEntry.BODY_BYTES_MAX);
      journal.append(List.of(large, entry(SELF, 1, TELEMETRY, 2, 0)));
      journal.commit();
      assertThat(journal.read(TELEMETRY_LOG, 1, 10)).containsExactly(large);
      assertThat(journal.read(TELEMETRY_LOG, 0, 10)).containsExactly(large);
      assertThat(journal.read(TELEMETRY_LOG, 3, 10)).isEmpty();
      assertThat(journal.read(new LogId(PEER, 1, 0), 1, 10)).isEmpty();
    }
  }

  @Test
  default void carriesOthersInAnyOrderWithHoles() throws IOException {
    Disk disk = disk();
    List<LogEntry> all = run(PEER, 9, STATE, 1, 2_000);
    all.removeIf(e -> e.dot().seq() % 7 == 0);
    List<LogEntry> shuffled = new ArrayList<>(all);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    LogId log = new LogId(PEER, 9, STATE);
    try (Journal journal = open(disk, 1).journal()) {
      for (int i = 0; i < shuffled.size(); i += 100) {
        journal.append(shuffled.subList(i, Math.min(shuffled.size(), i + 100)));
        journal.append(run(SELF, 1, TELEMETRY, i + 1, i + 100));
        journal.commit();
      }
      assertThat(journal.read(log, 1, 1_000_000)).isEqualTo(all);
    }
    try (Journal journal = open(disk, 2).journal()) {
      assertThat(journal.read(log, 1, 1_000_000)).isEqualTo(all);
      List<LogEntry> replayed = new ArrayList<>();
      journal.replay(EntryKind.STATE, replayed::add);
      assertThat(replayed).isEqualTo(shuffled);
    }
  }

  @Test
  default void findsByTimeAndReplaysOnlyWhatIsNear() throws IOException {
    Disk disk = disk();
    try (Journal journal = open(disk, 1).journal()) {
      for (int i = 0; i < 20; i++) {
        journal.append(run(SELF, 1, STATE, i + 1, i + 1));
        journal.append(run(SELF, 1, TELEMETRY, i * 200 + 1, i * 200 + 200));
        journal.commit();
      }
    }
    try (Journal journal = open(disk, 2).journal()) {
      List<LogEntry> state = new ArrayList<>();
      journal.replay(EntryKind.STATE, state::add);
      assertThat(state).isEqualTo(run(SELF, 1, STATE, 1, 20));
      List<LogEntry> none = new ArrayList<>();
      journal.replay(EntryKind.ANCHOR, none::add);
      assertThat(none).isEmpty();
      for (long wanted : new long[] {1, 777, 2_500, 4_000}) {
        long from = journal.since(TELEMETRY_LOG, wanted * 1_000);
        assertThat(from).as("an entry is as many µs old as its number").isLessThanOrEqualTo(wanted);
        assertThat(wanted - from).isLessThan(64);
      }
      assertThat(journal.since(TELEMETRY_LOG, 4_000_001)).isEqualTo(-1);
    }
  }

  @Test
  default void acknowledgesWithoutWritingWhatIsHere() throws IOException {
    Disk disk = disk();
    try (Journal journal = open(disk, 1).journal()) {
      List<LogEntry> some = run(PEER, 9, STATE, 1, 10);
      journal.append(some);
      journal.append(some);
      assertThat(journal.commit().durable()).hasSize(20);
      long bytes = journal.bytes();
      journal.append(some);
      assertThat(journal.commit().durable()).isEqualTo(some);
      assertThat(journal.bytes()).isEqualTo(bytes);
    }
    assertThat(open(disk, 2).report().duplicates()).isZero();
  }

  @Test
  default void leavesNoHoleInOwnLogs() throws IOException {
    try (Journal journal = open(disk(), 1).journal()) {
      assertThat(journal.append(run(SELF, 1, TELEMETRY, 2, 3)))
          .isEqualTo(new Receipt.Refused(0, Refusal.OUT_OF_ORDER));
      assertThat(journal.append(run(SELF, 1, TELEMETRY, 1, 3))).isEqualTo(new Receipt.Appended(3));
      assertThat(journal.append(List.of(entry(SELF, 1, TELEMETRY, 5, 1))))
          .isEqualTo(new Receipt.Refused(0, Refusal.OUT_OF_ORDER));
      assertThat(journal.commit().durable()).hasSize(3);
    }
  }

  @Test
  default void leavesNoFilesBehindAStartThatWroteNothing() throws IOException {
    Disk disk = disk();
    for (int epoch = 1; epoch < 5; epoch++) open(disk, epoch).journal().close();
    assertThat(disk.list()).isEmpty();
  }

  @Test
  default void knowsADotAcrossEpochs() throws IOException {
    Disk disk = disk();
    for (int epoch = 1; epoch <= 4; epoch++) {
      Recovered recovered = open(disk, epoch);
      for (int e = 1; e < epoch; e++) {
        assertThat(recovered.knowledge().contains(Dot.of(SELF, e, TELEMETRY, 50))).isTrue();
      }
      assertThat(recovered.previous().map(PreviousEpoch::epoch).orElse(0L)).isEqualTo(epoch - 1);
      try (Journal journal = recovered.journal()) {
        journal.append(run(SELF, epoch, TELEMETRY, 1, 50));
        journal.commit();
      }
    }
  }
}
