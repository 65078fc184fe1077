package io.dunlin.runtime.host.disk;

import static io.dunlin.runtime.journal.Entries.SELF;
import static io.dunlin.runtime.journal.Entries.STATE;
import static io.dunlin.runtime.journal.Entries.TELEMETRY;
import static io.dunlin.runtime.journal.Entries.entry;
import static io.dunlin.runtime.journal.Entries.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.journal.Entries;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.JournalLimits;
import io.dunlin.runtime.journal.Refusal;
import io.dunlin.runtime.journal.SimDisk;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JournalWriterTest {
  private static final Duration NEVER = Duration.ofHours(1);

  /** What the writer told, in order. */
  private sealed interface Told {
    record Durable(List<LogEntry> entries) implements Told {}

    record Refused(List<LogEntry> entries, Refusal reason) implements Told {}
  }

  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final SimDisk disk = new SimDisk();

  private JournalWriter start(GroupCommit policy, JournalLimits limits) throws IOException {
    Journal journal = Journal.open(disk, Entries.setup(1, limits, _ -> {})).journal();
    return JournalWriter.start(
        journal,
        policy,
        new JournalWriter.Listener() {
          @Override
          public void durable(List<LogEntry> entries) {
            told.add(new Told.Durable(entries));
          }

          @Override
          public void refused(List<LogEntry> entries, Refusal reason) {
            told.add(new Told.Refused(entries, reason));
          }
        });
  }

  private static GroupCommit policy(Duration state, Duration other, int bytes, int queue) {
    return new GroupCommit(Duration.ZERO, state, other, bytes, queue, 1 << 20);
  }

  private List<LogEntry> durable(int entries) throws InterruptedException {
    List<LogEntry> durable = new ArrayList<>();
    while (durable.size() < entries) {
      Told next = told.poll(30, TimeUnit.SECONDS);
      assertThat(next).isInstanceOf(Told.Durable.class);
      if (next instanceof Told.Durable(List<LogEntry> some)) durable.addAll(some);
    }
    return durable;
  }

  @Test
  void anUrgentEntryTakesThoseThatWaitAlong() throws Exception {
    try (JournalWriter writer = start(policy(NEVER, NEVER, 1 << 20, 100), limits())) {
      List<LogEntry> waiting = run(SELF, 1, TELEMETRY, 1, 5);
      assertThat(writer.offer(waiting)).isTrue();
      LogEntry urgent = entry(SELF, 1, 0, 1, 10);
      assertThat(writer.offer(List.of(urgent))).isTrue();
      List<LogEntry> all = new ArrayList<>(waiting);
      all.add(urgent);
      assertThat(durable(6)).isEqualTo(all);
    }
  }

  @Test
  void telemetryWaitsForCompanyOnlyUpToItsBytes() throws Exception {
    try (JournalWriter writer = start(policy(NEVER, NEVER, 1_000, 100), limits())) {
      for (int i = 1; i <= 10; i++) writer.offer(List.of(entry(SELF, 1, TELEMETRY, i, 100)));
      assertThat(durable(10)).hasSize(10);
      writer.offer(List.of(entry(SELF, 1, TELEMETRY, 11, 100)));
      assertThat(told.poll(50, TimeUnit.MILLISECONDS)).isNull();
      writer.commitNow();
      assertThat(durable(1)).hasSize(1);
    }
  }

  @Test
  void closingCommitsWhatWasOffered() throws Exception {
    JournalWriter writer = start(policy(NEVER, NEVER, 1 << 20, 1_000), limits());
    writer.offer(run(SELF, 1, TELEMETRY, 1, 500));
    writer.close();
    assertThat(durable(500)).isEqualTo(run(SELF, 1, TELEMETRY, 1, 500));
    assertThat(writer.offer(run(SELF, 1, TELEMETRY, 501, 501))).isFalse();
    var knowledge = Journal.open(disk, Entries.setup(2, limits(), _ -> {})).knowledge();
    assertThat(knowledge.count()).isEqualTo(500);
  }

  @Test
  void takesAllOrNothingIntoABoundedQueue() throws Exception {
    var gate = new java.util.concurrent.CountDownLatch(1);
    disk.faults =
        call -> {
          if (!call.equals("force")) return;
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        };
    try (JournalWriter writer = start(policy(Duration.ZERO, NEVER, 1 << 20, 10), limits())) {
      writer.offer(run(SELF, 1, STATE, 1, 1));
      while (writer.waiting() > 0) Thread.onSpinWait();
      assertThat(writer.offer(run(SELF, 1, STATE, 2, 9))).isTrue();
      assertThat(writer.offer(run(SELF, 1, STATE, 10, 12))).isFalse();
      assertThat(writer.offer(run(SELF, 1, STATE, 10, 11))).isTrue();
      assertThat(writer.waiting()).isEqualTo(10);
      gate.countDown();
      assertThat(durable(11)).isEqualTo(run(SELF, 1, STATE, 1, 11));
    }
  }

  @Test
  void aRefusedEntryTakesOnlyItsOwnLogWithIt() throws Exception {
    long much = 1 << 30;
    var tight = new JournalLimits(1 << 16, List.of(much, much, 100L, much), 0, 1 << 20);
    try (JournalWriter writer = start(policy(Duration.ZERO, NEVER, 1 << 20, 100), tight)) {
      List<LogEntry> mixed = new ArrayList<>();
      List<LogEntry> telemetry = run(SELF, 1, TELEMETRY, 1, 3);
      List<LogEntry> state = run(SELF, 1, STATE, 1, 3);
      for (int i = 0; i < 3; i++) {
        mixed.add(telemetry.get(i));
        mixed.add(state.get(i));
      }
      writer.offer(mixed);
      assertThat(told.take())
          .isEqualTo(new Told.Refused(telemetry.subList(1, 3), Refusal.LANE_FULL));
      assertThat(durable(4))
          .containsExactly(telemetry.get(0), state.get(0), state.get(1), state.get(2));
    }
  }

  @Test
  void tellsOfWhatCouldNotBeBroughtOntoTheMedium() throws Exception {
    disk.faults =
        call -> {
          if (call.equals("force")) throw new IOException("sim");
        };
    try (JournalWriter writer = start(policy(Duration.ZERO, NEVER, 1 << 20, 100), limits())) {
      writer.offer(run(SELF, 1, STATE, 1, 3));
      assertThat(told.take()).isEqualTo(new Told.Refused(run(SELF, 1, STATE, 1, 3), Refusal.IO));
      assertThat(writer.verifier().epoch()).isEqualTo(1);
      assertThat(writer.verifier().storageErrors()).isPositive();
      disk.faults = SimDisk.NONE;
      writer.offer(run(SELF, 1, STATE, 1, 3));
      assertThat(durable(3)).hasSize(3);
    }
  }

  private static JournalLimits limits() {
    return Entries.limits(1 << 16);
  }
}
