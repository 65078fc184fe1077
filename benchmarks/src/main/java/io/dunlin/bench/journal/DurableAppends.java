package io.dunlin.bench.journal;

import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.host.disk.GroupCommit;
import io.dunlin.runtime.host.disk.JournalWriter;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.Refusal;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/** Callers that each append one entry, wait until it is on the medium, and append the next. */
final class DurableAppends implements JournalWriter.Listener {
  record Result(double perSecond, double entriesPerCommit) {}

  private final AtomicReferenceArray<LogEntry> last;
  private final List<Thread> callers = new ArrayList<>();
  private long entries;
  private long commits;
  private volatile boolean failed;

  private DurableAppends(int callers) {
    last = new AtomicReferenceArray<>(callers);
  }

  static Result measure(Path directory, int callers, long nanos)
      throws IOException, InterruptedException {
    var appends = new DurableAppends(callers);
    Journal journal =
        Journal.open(new FileDisk(directory), Samples.setup(1, 64 << 20, 1 << 20)).journal();
    long start;
    try (var writer = JournalWriter.start(journal, GroupCommit.defaults(), appends)) {
      start = System.nanoTime();
      for (int i = 0; i < callers; i++) appends.start(writer, i, start + nanos);
      for (Thread caller : appends.callers) caller.start();
      for (Thread caller : appends.callers) caller.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (appends.failed) throw new IOException("the journal refused an entry");
    return new Result(appends.entries / seconds, (double) appends.entries / appends.commits);
  }

  @SuppressWarnings("ReferenceEquality") // the very entry that was offered
  private void start(JournalWriter writer, int caller, long endNanos) {
    byte[] body = Samples.body();
    var log = Samples.logOf(caller);
    callers.add(
        Thread.ofPlatform()
            .unstarted(() -> {
              for (long seq = 1; System.nanoTime() < endNanos && !failed; seq++) {
                LogEntry entry = Samples.entry(log, seq, body);
                if (!writer.offer(List.of(entry))) failed = true;
                while (last.get(caller) != entry && !failed) LockSupport.park(this);
              }
            }));
  }

  @Override
  public void durable(List<LogEntry> durable) {
    entries += durable.size();
    commits++;
    for (LogEntry entry : durable) {
      int caller = (int) entry.dot().origin().low();
      last.set(caller, entry);
      LockSupport.unpark(callers.get(caller));
    }
  }

  @Override
  public void refused(List<LogEntry> entries, Refusal reason) {
    failed = true;
    callers.forEach(LockSupport::unpark);
  }
}
