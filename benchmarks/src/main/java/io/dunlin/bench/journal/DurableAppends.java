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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers, a virtual thread each, that append one entry, wait until it is on the medium, and append
 * the next. The journal's thread wakes one of a group, and who is woken wakes the next: the others
 * are called while the next group is being forced already.
 */
final class DurableAppends implements JournalWriter.Listener {
  record Result(double perSecond, double entriesPerCommit) {}

  /** Entries forced together, and how many of their callers were woken. */
  private record Group(List<LogEntry> entries, AtomicInteger woken) {}

  private final AtomicReferenceArray<LogEntry> last;
  private final Group[] groups;
  private final List<Thread> callers = new ArrayList<>();
  private long entries;
  private long commits;
  private volatile boolean failed;

  private DurableAppends(int callers) {
    last = new AtomicReferenceArray<>(callers);
    groups = new Group[callers];
  }

  static Result measure(Path directory, int callers, long nanos)
      throws IOException, InterruptedException {
    var appends = new DurableAppends(callers);
    Journal journal =
        Journal.open(new FileDisk(directory), Samples.setup(1, 16 << 20, 1 << 20)).journal();
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
        Thread.ofVirtual()
            .unstarted(() -> {
              for (long seq = 1; System.nanoTime() < endNanos && !failed; seq++) {
                LogEntry entry = Samples.entry(log, seq, body);
                if (!writer.offer(List.of(entry))) failed = true;
                while (last.get(caller) != entry && !failed) LockSupport.park(this);
                if (!failed) wakeNext(groups[caller]);
              }
            }));
  }

  @Override
  public void durable(List<LogEntry> durable) {
    entries += durable.size();
    commits++;
    var group = new Group(durable, new AtomicInteger());
    for (LogEntry entry : durable) {
      int caller = callerOf(entry);
      groups[caller] = group;
      last.set(caller, entry);
    }
    wakeNext(group);
  }

  private void wakeNext(Group group) {
    int next = group.woken.getAndIncrement();
    if (next >= group.entries.size()) return;
    LockSupport.unpark(callers.get(callerOf(group.entries.get(next))));
  }

  private static int callerOf(LogEntry entry) {
    return (int) entry.dot().origin().low();
  }

  @Override
  public void refused(List<LogEntry> entries, Refusal reason) {
    failed = true;
    callers.forEach(LockSupport::unpark);
  }
}
