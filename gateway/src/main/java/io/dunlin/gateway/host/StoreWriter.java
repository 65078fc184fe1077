package io.dunlin.gateway.host;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.gateway.ObservationStore;
import io.dunlin.gateway.StoreException;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.EntrySource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is durable in the gateway's journal into its store, on one thread, in batches. When it
 * falls behind, or was not running, it reads what is missing from the journal: nothing is lost by a
 * full queue or a crash.
 */
final class StoreWriter {
  private static final int QUEUE_MAX = 131_072;
  private static final long QUEUE_BYTES_MAX = 16L * 1024 * 1024;
  private static final int BATCH_MAX = 16_384;
  private static final int CATCH_UP_BYTES = 1024 * 1024;
  private static final long BATCH_WAIT_MILLIS = 200;
  private static final long COMMITTED_PERIOD_NANOS = 2_000_000_000L;
  private static final long RETRY_MILLIS_MAX = 30_000;

  private final ArrayBlockingQueue<LogEntry> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final AtomicLong queueBytes = new AtomicLong();
  private final ObservationStore store;
  private final EntrySource journal;
  private final Supplier<Knowledge> known;
  private final BlobCollector blobs;
  private final Consumer<Knowledge> published;
  private final Stored stored;
  private final Consumer<Event> events;
  private final AtomicReference<@Nullable StateView> described = new AtomicReference<>();
  private final Thread thread;
  private Knowledge told;
  private Knowledge receipted = Knowledge.empty();
  private long errors;
  private long errorsReceipted = -1;
  private long toldNanos = System.nanoTime();
  private boolean caughtUp;
  private volatile boolean behind = true;
  private volatile boolean closed;

  /** Told after every commit, and when an error may have cost what was received before. */
  @FunctionalInterface
  interface Stored {
    /**
     * These are in the store for good.
     *
     * @param storeErrors of the store since the start
     */
    void stored(long storeErrors, Knowledge held);
  }

  /**
   * A writer that does not run yet.
   *
   * @param known what the journal holds
   * @param blobs brings what stored observations name
   * @param published told which observations the store holds with all they name, at most every two
   *     seconds and when it changed
   * @param stored told at once which the store holds, for receipts
   */
  StoreWriter(
      ObservationStore store,
      EntrySource journal,
      Supplier<Knowledge> known,
      BlobCollector blobs,
      Consumer<Knowledge> published,
      Stored stored,
      Consumer<Event> events) {
    this.store = store;
    this.journal = journal;
    this.known = known;
    this.blobs = blobs;
    this.published = published;
    this.stored = stored;
    this.events = events;
    told = blobs.told();
    thread = Thread.ofPlatform().name("store").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Never blocks: what finds no room is read from the journal later. */
  void offer(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      boolean wanted = entry.kind() == EntryKind.OBSERVATION || entry.kind() == EntryKind.ANCHOR;
      if (wanted && !enqueue(entry)) behind = true;
    }
  }

  private boolean enqueue(LogEntry entry) {
    if (queueBytes.get() > QUEUE_BYTES_MAX || !queue.offer(entry)) return false;
    queueBytes.addAndGet(entry.body().length);
    return true;
  }

  /** Something may have passed by unoffered. */
  void checkJournal() {
    behind = true;
  }

  void describe(StateView view) {
    described.set(view);
  }

  private void run() {
    long retryMillis = 1_000;
    var batch = new ArrayList<LogEntry>(BATCH_MAX);
    while (!closed) {
      try {
        describe();
        if (behind) catchUp();
        fill(batch);
        if (!batch.isEmpty()) upsert(batch);
        batch.clear();
        blobs.tend();
        tell();
        retryMillis = 1_000;
      } catch (StoreException e) {
        errors++;
        events.accept(Event.of(2201, "store.refused", "why", String.valueOf(e.getMessage())));
        batch.clear();
        behind = true;
        retryMillis = Math.min(RETRY_MILLIS_MAX, retryMillis * 2);
        receipt();
        pause(retryMillis);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void describe() throws StoreException {
    StateView view = described.getAndSet(null);
    if (view == null) return;
    store.describe(new ArrayList<SeriesDescriptor>(view.series().values()));
    blobs.changed(view);
  }

  private void upsert(List<LogEntry> entries) throws StoreException {
    store.upsert(entries);
    blobs.stored(entries);
  }

  private void fill(List<LogEntry> batch) throws InterruptedException {
    LogEntry first = queue.poll(BATCH_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) return;
    batch.add(first);
    queue.drainTo(batch, BATCH_MAX - 1);
    long bytes = 0;
    for (LogEntry entry : batch) bytes += entry.body().length;
    queueBytes.addAndGet(-bytes);
    if (caughtUp) {
      // The queue may hold what was read from the journal meanwhile.
      Knowledge held = store.held();
      batch.removeIf(entry -> held.of(entry.dot().log()).contains(entry.dot().seq()));
      caughtUp = !queue.isEmpty();
    }
  }

  /** Reads from the journal what it holds and the store does not. */
  private void catchUp() throws StoreException {
    behind = false;
    Knowledge missing = known.get().minus(store.held());
    for (LogId log : missing.logs().keySet()) {
      if (log.lane() == Lane.STATE.number()) continue;
      for (IntervalSet.Run run : missing.of(log).runs()) copy(log, run);
    }
  }

  private void copy(LogId log, IntervalSet.Run run) throws StoreException {
    long next = run.first();
    while (next <= run.last() && !closed) {
      List<LogEntry> found = journal.read(log, next, CATCH_UP_BYTES);
      if (found.isEmpty()) return;
      upsert(found);
      caughtUp = true;
      receipt();
      next = found.getLast().dot().seq() + 1;
    }
  }

  private void receipt() {
    Knowledge held = store.held();
    if (held.equals(receipted) && errors == errorsReceipted) return;
    receipted = held;
    errorsReceipted = errors;
    stored.stored(errors, held);
  }

  private void tell() {
    receipt();
    if (System.nanoTime() - toldNanos < COMMITTED_PERIOD_NANOS) return;
    toldNanos = System.nanoTime();
    Knowledge whole = blobs.whole(store.held());
    if (whole.equals(told)) return;
    told = whole;
    published.accept(whole);
  }

  /** Finishes the batch under way; what comes later is read from the journal at the next start. */
  void close() throws InterruptedException {
    closed = true;
    thread.join(5_000);
  }
}
