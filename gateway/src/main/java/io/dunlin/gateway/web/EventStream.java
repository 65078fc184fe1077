package io.dunlin.gateway.web;

import io.javalin.http.sse.SseClient;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells up to {@link #SUBSCRIBERS_MAX} pages when the picture changed: at most four times a second,
 * at least every five seconds, so that a page can tell a quiet swarm from a dead line. A slow page
 * skips pictures and holds up nobody: each has its own thread and one picture waiting.
 */
final class EventStream implements AutoCloseable {
  static final int SUBSCRIBERS_MAX = 64;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Supplier<Snapshot> source;
  private final SwarmJson json;
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final Thread looker;
  private volatile boolean closed;

  EventStream(Supplier<Snapshot> source, SwarmJson json) {
    this.source = source;
    this.json = json;
    this.looker = Thread.ofVirtual().name("dashboard-events").start(this::look);
  }

  boolean full() {
    return subscribers.size() >= SUBSCRIBERS_MAX;
  }

  /** Sends the present picture at once. */
  void subscribe(SseClient client) {
    if (full() || closed) {
      client.close();
      return;
    }
    client.keepAlive();
    var subscriber = new Subscriber(client);
    subscribers.add(subscriber);
    client.onClose(() -> end(subscriber));
    subscriber.offer(new String(json.render(source.get()), StandardCharsets.UTF_8));
    Thread.ofVirtual().name("dashboard-page").start(subscriber::run);
  }

  private void end(Subscriber subscriber) {
    subscribers.remove(subscriber);
    subscriber.wake();
  }

  private void look() {
    Object before = "";
    long sentNanos = System.nanoTime() - QUIET_NANOS;
    while (!closed) {
      LockSupport.parkNanos(this, LOOK_NANOS);
      if (subscribers.isEmpty()) continue;
      Snapshot now = source.get();
      Object essence = now.essence();
      boolean quietForLong = System.nanoTime() - sentNanos >= QUIET_NANOS;
      if (essence.equals(before) && !quietForLong) continue;
      before = essence;
      sentNanos = System.nanoTime();
      String picture = new String(json.render(now), StandardCharsets.UTF_8);
      for (Subscriber each : subscribers) each.offer(picture);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(looker);
    for (Subscriber each : subscribers) {
      each.client.close();
      each.wake();
    }
  }

  /** One page with the newest picture it has not been sent. */
  private final class Subscriber {
    private final SseClient client;
    private @Nullable String waiting;

    Subscriber(SseClient client) {
      this.client = client;
    }

    synchronized void offer(String picture) {
      waiting = picture;
      notifyAll();
    }

    synchronized void wake() {
      notifyAll();
    }

    private synchronized @Nullable String take() throws InterruptedException {
      while (waiting == null && !closed && subscribers.contains(this)) wait();
      String picture = waiting;
      waiting = null;
      return closed ? null : picture;
    }

    private void run() {
      try {
        for (String next = take(); next != null && !client.terminated(); next = take()) {
          client.sendEvent("swarm", next);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        subscribers.remove(this);
        client.close();
      }
    }
  }
}
