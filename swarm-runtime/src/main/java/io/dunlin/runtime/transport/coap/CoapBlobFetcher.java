package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.transport.BlobFetcher;
import io.dunlin.runtime.transport.FetchResult;
import io.dunlin.runtime.transport.FetchResult.Cancelled;
import io.dunlin.runtime.transport.FetchResult.Failed;
import io.dunlin.runtime.transport.FetchResult.Reason;
import io.dunlin.runtime.transport.fetch.Input;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.jspecify.annotations.Nullable;

/** Fetches blobs over the endpoint's own socket: one thread decides, one writes to the disk. */
final class CoapBlobFetcher implements BlobFetcher {
  /** Answers waiting for the fetch thread; more are dropped and asked for again. */
  private static final int ANSWERS_MAX = 512;

  private final GuardedConnector connector;
  private final MessageIds messageIds;
  private final Addresses addresses;
  private final BlobStore store;
  private final ScheduledThreadPoolExecutor thread = Threads.scheduler(1, "dunlin-fetch");
  private final ScheduledThreadPoolExecutor disk = Threads.scheduler(1, "dunlin-fetch-disk");
  private final SecureRandom random = new SecureRandom();
  private final Map<Integer, FetchSession> running = new HashMap<>();
  private final ArrayDeque<FetchSession> waiting = new ArrayDeque<>();

  CoapBlobFetcher(
      GuardedConnector connector, MessageIds messageIds, Addresses addresses, BlobStore store) {
    this.connector = connector;
    this.messageIds = messageIds;
    this.addresses = addresses;
    this.store = store;
  }

  @Override
  public Fetch fetch(String address, BlobHash hash, Consumer<FetchResult> result) {
    Optional<InetSocketAddress> peer = addresses.resolve(address, System.nanoTime());
    if (peer.isEmpty()) {
      result.accept(new Failed(Reason.ADDRESS, address));
      return NoFetch.INSTANCE;
    }
    FetchSession session;
    synchronized (running) {
      if (thread.isShutdown()) {
        result.accept(new Cancelled());
        return NoFetch.INSTANCE;
      }
      if (waiting.size() >= WAITING_MAX) {
        result.accept(new Failed(Reason.BUSY, WAITING_MAX + " fetches wait"));
        return NoFetch.INSTANCE;
      }
      session = new FetchSession(this, freeNumber(), peer.get(), hash, result);
      waiting.add(session);
    }
    startWaiting();
    return session;
  }

  private int freeNumber() {
    int number;
    do {
      number = random.nextInt();
    } while (running.containsKey(number));
    return number;
  }

  private void startWaiting() {
    var starting = new ArrayList<FetchSession>();
    synchronized (running) {
      while (running.size() < RUNNING_MAX && !waiting.isEmpty()) {
        FetchSession session = waiting.removeFirst();
        running.put(session.number(), session);
        starting.add(session);
      }
    }
    starting.forEach(session -> onThread(session::start));
  }

  /** Whether the response answered one of our asks; called on Californium's threads. */
  boolean took(Response response) {
    if (response.getToken().length() != BlockAsks.TOKEN_BYTES) {
      return false;
    }
    BlockAsks.Tag tag = BlockAsks.Tag.of(response.getToken());
    FetchSession session;
    synchronized (running) {
      session = running.get(tag.session());
    }
    if (session == null || !session.peer().equals(response.getSourceContext().getPeerAddress())) {
      return false;
    }
    input(tag, response)
        .filter(_ -> thread.getQueue().size() < ANSWERS_MAX)
        .ifPresent(input -> onThread(() -> session.step(input)));
    return true;
  }

  /** Empty when the answer says nothing for good: the block is asked for again in time. */
  private static Optional<Input> input(BlockAsks.Tag tag, Response response) {
    if (response.getCode() == ResponseCode.CONTENT) {
      BlockOption block = response.getOptions().getBlock2();
      int number = block == null ? 0 : block.getNum();
      return Optional.of(new Input.Block(tag.ask(), tag.list(), number, response.getPayload()));
    }
    if (response.getCode() == ResponseCode.NOT_FOUND) {
      return Optional.of(new Input.Refused(Reason.NOT_FOUND, response.getPayloadString()));
    }
    return response.isServerError()
        ? Optional.empty()
        : Optional.of(new Input.Refused(Reason.CORRUPT, "answer " + response.getCode()));
  }

  void send(BlockAsks.Tag tag, BlobHash hash, int block, InetSocketAddress peer) {
    connector.sendDatagram(
        BlockAsks.datagram(tag, hash, block, messageIds.next()), peer, Sent.UNWATCHED);
  }

  void ended(FetchSession session) {
    synchronized (running) {
      running.remove(session.number());
    }
    startWaiting();
  }

  void cancel(FetchSession session) {
    boolean waited;
    synchronized (running) {
      waited = waiting.remove(session);
    }
    if (waited) {
      session.endUnstarted();
    } else {
      onThread(() -> session.step(new Input.Cancel()));
    }
  }

  void onThread(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException _) {
      // Closed meanwhile; every fetch has ended.
    }
  }

  void onDisk(Consumer<BlobStore> task) {
    try {
      disk.execute(() -> task.accept(store));
    } catch (RejectedExecutionException _) {
      // Closed meanwhile; every fetch has ended.
    }
  }

  /** Null when closed meanwhile. */
  @Nullable ScheduledFuture<?> later(Runnable task, long delayNanos) {
    try {
      return thread.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      return null;
    }
  }

  @Override
  public void close() {
    List<FetchSession> all;
    synchronized (running) {
      if (thread.isShutdown()) {
        return;
      }
      all = new ArrayList<>(waiting);
      waiting.clear();
    }
    all.forEach(FetchSession::endUnstarted);
    thread.execute(this::endRunning);
    Threads.stop(thread);
    Threads.stop(disk);
  }

  private void endRunning() {
    List<FetchSession> all;
    synchronized (running) {
      all = new ArrayList<>(running.values());
    }
    all.forEach(session -> session.step(new Input.Cancel()));
  }
}
