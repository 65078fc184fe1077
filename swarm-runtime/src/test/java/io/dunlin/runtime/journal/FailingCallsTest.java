package io.dunlin.runtime.journal;

import static io.dunlin.runtime.journal.Entries.SELF;
import static io.dunlin.runtime.journal.Entries.TELEMETRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call to the disk fails in turn: once or for good, for space or for no reason. */
class FailingCallsTest {
  private static final int SEGMENT = 4_096;
  private static final LogId LOG = new LogId(SELF, 1, TELEMETRY);

  /** Fails the n-th call, and if sticky all after it. */
  private static final class Failing implements SimDisk.Faults {
    private final long at;
    private final boolean full;
    private final boolean sticky;
    private long calls;

    Failing(long at, boolean full, boolean sticky) {
      this.at = at;
      this.full = full;
      this.sticky = sticky;
    }

    @Override
    public void before(String call) throws IOException {
      calls++;
      if (calls == at || (sticky && calls > at)) {
        throw full ? new DiskFullException("sim " + call) : new IOException("sim " + call);
      }
    }

    @Override
    public int writes(int bytes) {
      return calls == at ? 1 : bytes;
    }
  }

  private final Map<Dot, LogEntry> acknowledged = new TreeMap<>();
  private long next;
  private int errors;

  /** Twelve commits over several segments, as a device does them: what is refused comes again. */
  private void work(Journal journal) {
    for (int i = 0; i < 12; i++) {
      List<LogEntry> batch = new ArrayList<>();
      for (int j = 0; j < 4; j++) batch.add(content(next + j, next * 100 + i));
      next += 4;
      if (journal.append(batch) instanceof Receipt.Refused(int first, Refusal _)) {
        next = batch.get(first).dot().seq();
      }
      Commit commit = journal.commit();
      for (LogEntry entry : commit.durable()) {
        assertThat(acknowledged.put(entry.dot(), entry)).isNull();
      }
      if (!commit.refused().isEmpty()) next = commit.refused().getFirst().dot().seq();
    }
    for (LogEntry entry : journal.read(LOG, 1, 10_000)) {
      assertThat(acknowledged).containsEntry(entry.dot(), entry);
    }
    errors = journal.verifier().storageErrors();
    journal.close();
  }

  private static LogEntry content(long seq, long salt) {
    byte[] body = new byte[150];
    new SplittableRandom(salt).nextBytes(body);
    return new LogEntry(new Dot(LOG, seq), salt, (byte) 1, body);
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void losesNothingAndGoesOn(boolean full, boolean sticky) throws IOException {
    SimDisk healthy = new SimDisk();
    next = 1;
    work(Journal.open(healthy, Entries.setup(1, SEGMENT, _ -> {})).journal());
    assertThat(acknowledged).hasSize(48);
    assertThat(healthy.calls).isGreaterThan(60);
    int failures = 0;
    for (long at = 1; at <= healthy.calls; at++) {
      acknowledged.clear();
      next = 1;
      errors = 0;
      SimDisk disk = new SimDisk();
      disk.faults = new Failing(at, full, sticky);
      try {
        work(Journal.open(disk, Entries.setup(1, SEGMENT, _ -> {})).journal());
        if (!sticky) assertThat(acknowledged).as("call %d", at).hasSizeGreaterThanOrEqualTo(40);
      } catch (IOException _) {
        assertThat(acknowledged).as("only opening throws").isEmpty();
      }
      failures += errors;
      check(disk.copy(), at);
      check(disk.afterPowerCut(new SplittableRandom(at)), at);
    }
    assertThat(failures).isPositive();
  }

  private void check(SimDisk disk, long at) throws IOException {
    Recovered recovered = Journal.open(disk, Entries.setup(2, SEGMENT, _ -> {}));
    assertThat(recovered.report().conflicts()).isEmpty();
    assertThat(recovered.report().damages()).as("call %d", at).isEmpty();
    List<LogEntry> found = recovered.journal().read(LOG, 1, Integer.MAX_VALUE);
    Map<Dot, LogEntry> byDot = new TreeMap<>();
    for (LogEntry entry : found) byDot.put(entry.dot(), entry);
    assertThat(byDot).as("call %d", at).containsAllEntriesOf(acknowledged);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).dot().seq()).as("no hole").isEqualTo(i + 1);
    }
  }
}
