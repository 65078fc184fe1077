package io.dunlin.runtime.host;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.node.Node;
import io.dunlin.runtime.node.NodeEffect;
import io.dunlin.runtime.node.NodeInput;
import io.dunlin.runtime.node.NodePicture;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.StateView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The one thread that owns the node: takes inputs, lets it step, has the effects carried out. */
final class Owner {
  private static final long TICK_NANOS = 25_000_000;

  /** Between two ticks, however much is due. */
  private static final long TICK_LEAST_NANOS = 2_000_000;

  /** Who asks and what ticks must not wait for a full inbox. */
  private static final int BATCH_MAX = 256;

  private static final long BATCH_NANOS_MAX = 20_000_000;
  private static final long PICTURE_WAIT_SECONDS = 10;

  private final Node node;
  private final Inbox inbox;
  private final Consumer<NodeEffect> perform;
  private final Extension extension;
  private final Consumer<Throwable> broken;
  private final ConcurrentLinkedQueue<CompletableFuture<NodePicture>> asked =
      new ConcurrentLinkedQueue<>();
  private final Wishes wishes = new Wishes();
  private final Thread thread;
  private long shownRevision = -1;
  private volatile boolean stopping;

  /**
   * An owner that does not run yet.
   *
   * @param broken told when the node failed, which is a broken invariant; the thread has ended then
   */
  Owner(
      Node node,
      Inbox inbox,
      Consumer<NodeEffect> perform,
      Extension extension,
      Consumer<Throwable> broken) {
    this.node = node;
    this.inbox = inbox;
    this.perform = perform;
    this.extension = extension;
    this.broken = broken;
    thread = Thread.ofPlatform().name("node").unstarted(this::run);
  }

  void start(List<NodeEffect> first) {
    first.forEach(perform);
    thread.start();
  }

  private void run() {
    try {
      long tickedNanos = System.nanoTime() - TICK_NANOS;
      while (!stopping) {
        long tickAt = tickAt(tickedNanos);
        NodeInput input = inbox.poll(tickAt - System.nanoTime());
        long until = System.nanoTime() + BATCH_NANOS_MAX;
        for (int i = 0; input != null && i < BATCH_MAX && System.nanoTime() - until < 0; i++) {
          step(input);
          input = inbox.poll(0);
        }
        if (input != null) step(input);
        if (System.nanoTime() - tickAt >= 0) {
          step(new NodeInput.Tick());
          tickedNanos = System.nanoTime();
        }
        show();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      broken.accept(e);
    }
  }

  /** Every 25 ms, sooner where an answer is due: somebody's window may wait for it. */
  private long tickAt(long tickedNanos) {
    long due = Math.max(node.dueNanos(), tickedNanos + TICK_LEAST_NANOS);
    return Math.min(due, tickedNanos + TICK_NANOS);
  }

  private void step(NodeInput input) {
    List<NodeEffect> effects = node.step(input, System.nanoTime());
    effects.forEach(perform);
    wishes.stepped(input, effects);
    switch (input) {
      case NodeInput.Durable(var entries) -> extension.durable(entries);
      case NodeInput.Refused(var entries, _) -> extension.refused(entries);
      case NodeInput.Fetched(String hash) -> extension.fetched(BlobHash.parse(hash));
      case NodeInput.FetchFailed(String hash, String why) ->
          extension.fetchFailed(BlobHash.parse(hash), why);
      default -> {}
    }
  }

  private void show() {
    StateView view = node.view();
    if (view.revision() != shownRevision) {
      shownRevision = view.revision();
      extension.changed(view);
    }
    for (var asker = asked.poll(); asker != null; asker = asked.poll()) {
      asker.complete(node.picture());
    }
  }

  /** A picture made on the owner thread. */
  NodePicture picture() throws InterruptedException {
    var asker = new CompletableFuture<NodePicture>();
    asked.add(asker);
    try {
      return asker.get(PICTURE_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the device does not answer itself", e);
    }
  }

  /** Writes to SwarmState; the future ends when that is durable here, or was refused. */
  CompletableFuture<Void> write(Put put) {
    var done = new CompletableFuture<Void>();
    inbox.put(wishes.wish(put, done));
    return done;
  }

  void stop() throws InterruptedException {
    stopping = true;
    thread.join(5_000);
  }
}
