package io.dunlin.runtime.host.disk;

import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.runtime.journal.Commit;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.Receipt;
import io.dunlin.runtime.journal.Refusal;
import io.dunlin.runtime.journal.WriteVerifier;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread that writes a journal. Entries are written in the order offered and acknowledged
 * in groups; whatever comes while one group is being forced makes up the next. Every entry taken is
 * told of exactly once, durable or refused.
 */
public final class JournalWriter implements AutoCloseable {
  /** Told on the writer's thread; must not block for long nor throw. */
  public interface Listener {
    /** These are on the medium. In the order offered. */
    void durable(List<LogEntry> entries);

    /** These are not in the journal; their dots may be handed out again. */
    void refused(List<LogEntry> entries, Refusal reason);
  }

  private static final long RECLAIM_EVERY_NANOS = 1_000_000_000;

  private final Journal journal;
  private final GroupCommit policy;
  private final Listener listener;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<LogEntry> queue = new ArrayDeque<>();
  private long queueBytes;
  private long dueNanos;
  private boolean due;
  private long otherBytes;
  private Knowledge committed = Knowledge.empty();
  private boolean askReclaim;
  private boolean reclaiming;
  private long reclaimedNanos = System.nanoTime();
  private boolean closing;

  private JournalWriter(Journal journal, GroupCommit policy, Listener listener) {
    this.journal = journal;
    this.policy = policy;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("journal").unstarted(this::run);
  }

  /** Starts the thread; the journal is the writer's own until {@link #close} has returned. */
  public static JournalWriter start(Journal journal, GroupCommit policy, Listener listener) {
    JournalWriter writer = new JournalWriter(journal, policy, listener);
    writer.thread.start();
    return writer;
  }

  /**
   * Offers entries, all or none of them; an empty queue takes any number.
   *
   * @return false when the queue is full or the writer is closed: nothing was taken
   */
  public boolean offer(List<LogEntry> entries) {
    long bytes = 0;
    for (LogEntry entry : entries) bytes += entry.body().length;
    lock.lock();
    try {
      boolean fits =
          queue.isEmpty()
              || (queue.size() + entries.size() <= policy.queueEntries()
                  && queueBytes + bytes <= policy.queueBytes());
      if (closing || !fits) return false;
      queue.addAll(entries);
      queueBytes += bytes;
      for (LogEntry entry : entries) plan(entry);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Moves the next force forward where an entry asks for it. */
  private void plan(LogEntry entry) {
    int lane = entry.dot().log().lane();
    long wait;
    if (lane == Lane.URGENT.number()) {
      wait = policy.urgent().toNanos();
    } else if (lane == Lane.STATE.number()) {
      wait = policy.state().toNanos();
    } else {
      otherBytes += entry.body().length;
      wait = otherBytes >= policy.bytes() ? 0 : policy.other().toNanos();
    }
    long at = System.nanoTime() + wait;
    if (!due || at - dueNanos < 0) dueNanos = at;
    due = true;
  }

  /** Forces what was offered so far without waiting for company. */
  public void commitNow() {
    lock.lock();
    try {
      due = true;
      dueNanos = System.nanoTime();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The write verifier of RFC 1813 for what this journal received and has not acknowledged: while
   * it stays the same, nothing of that is lost. Take it before the entries are offered and compare
   * after they are durable. From any thread, O(1).
   */
  public WriteVerifier verifier() {
    return journal.verifier();
  }

  /**
   * Tells what the gateways together hold durably, which may be freed where space is short. From
   * any thread.
   */
  public void committed(Knowledge all) {
    lock.lock();
    try {
      committed = all;
      askReclaim = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Entries offered and not yet written. */
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<LogEntry> batch = new ArrayList<>();
    boolean open = true;
    while (open) {
      boolean force;
      Knowledge held;
      lock.lock();
      try {
        open = await();
        batch.addAll(queue);
        queue.clear();
        queueBytes = 0;
        held = committed;
        reclaiming |= askReclaim;
        askReclaim = false;
        force = !open || (due && dueNanos - System.nanoTime() <= 0);
        if (force) {
          due = false;
          otherBytes = 0;
        }
      } finally {
        lock.unlock();
      }
      append(batch);
      batch.clear();
      if (force) commit();
      reclaiming = open && wantsReclaim(force) && journal.reclaim(held);
    }
  }

  /**
   * At once where there may be more or more may be freed; else now and then, for space runs out.
   */
  private boolean wantsReclaim(boolean forced) {
    long nowNanos = System.nanoTime();
    boolean wants = reclaiming || (forced && nowNanos - reclaimedNanos > RECLAIM_EVERY_NANOS);
    if (wants) reclaimedNanos = nowNanos;
    return wants;
  }

  /** Waits for entries, for the next force or for the end; false at the end. */
  private boolean await() {
    while (queue.isEmpty() && !closing && !askReclaim && !reclaiming) {
      long left = due ? dueNanos - System.nanoTime() : Long.MAX_VALUE;
      if (left <= 0) break;
      try {
        long _ = changed.awaitNanos(left);
      } catch (InterruptedException _) {
        // Nobody interrupts this thread but to end the process: write what is there and end.
        closing = true;
      }
    }
    return !closing;
  }

  /** Appends; a refused entry takes with it only those of the same log that follow it. */
  private void append(List<LogEntry> batch) {
    List<LogEntry> rest = batch;
    while (!rest.isEmpty()) {
      if (!(journal.append(rest) instanceof Receipt.Refused(int first, Refusal reason))) return;
      var log = rest.get(first).dot().log();
      List<LogEntry> refused = new ArrayList<>();
      List<LogEntry> others = new ArrayList<>();
      for (LogEntry entry : rest.subList(first, rest.size())) {
        (entry.dot().log().equals(log) ? refused : others).add(entry);
      }
      listener.refused(List.copyOf(refused), reason);
      rest = others;
    }
  }

  private void commit() {
    Commit commit = journal.commit();
    if (!commit.durable().isEmpty()) listener.durable(commit.durable());
    if (commit.reason() != null && !commit.refused().isEmpty()) {
      listener.refused(commit.refused(), commit.reason());
    }
  }

  /** Writes and commits what was offered, tells of it, ends the thread and closes the journal. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    journal.close();
    if (interrupted) Thread.currentThread().interrupt();
  }
}
