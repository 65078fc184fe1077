package io.dunlin.gateway.mqtt;

import io.dunlin.gateway.BusMessage;
import io.dunlin.gateway.IntakeResult;
import io.dunlin.gateway.MessageBus;
import io.dunlin.gateway.MissionGate;
import io.dunlin.gateway.intake.Refusals;
import io.dunlin.gateway.intake.ResultJson;
import io.dunlin.gateway.mqtt.Topics.Request;
import io.dunlin.gateway.mqtt.Uploads.Step;
import io.dunlin.runtime.step.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes missions from the broker and answers: retained on {@code m/{id}/$result}, and on the
 * response topic where one was named. Uploads are judged one after the other on a thread of their
 * own, with at most {@link #WAITING_MAX} waiting.
 */
public final class MissionTopics implements AutoCloseable {
  static final int WAITING_MAX = 16;

  private final MessageBus bus;
  private final MissionGate gate;
  private final Topics topics;
  private final Consumer<Event> events;
  private final Uploads uploads = new Uploads();
  private final Map<String, String> published = new HashMap<>();
  private final ThreadPoolExecutor judge =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          named("mission-intake"));
  private final ScheduledThreadPoolExecutor sweep =
      new ScheduledThreadPoolExecutor(1, named("mission-uploads"));

  public MissionTopics(MessageBus bus, MissionGate gate, String swarm, Consumer<Event> events) {
    this.bus = bus;
    this.gate = gate;
    this.topics = new Topics(swarm);
    this.events = events;
  }

  private static ThreadFactory named(String name) {
    return Thread.ofPlatform().name(name).daemon().factory();
  }

  /** Begins to listen. */
  public void start() {
    for (String filter : topics.filters()) bus.subscribe(filter, this::heard);
    var _ = sweep.scheduleWithFixedDelay(() -> sweep(System.nanoTime()), 30, 30, TimeUnit.SECONDS);
  }

  private void heard(BusMessage message) {
    Request request = topics.read(message.topic());
    if (request == null
        || (message.payload().length == 0 && !(request instanceof Request.Cancel))) {
      return;
    }
    try {
      judge.execute(() -> handle(request, message));
    } catch (RejectedExecutionException _) {
      answer(request.id(), message, Refusals.busy());
    }
  }

  private void handle(Request request, BusMessage message) {
    try {
      switch (request) {
        case Request.Whole whole -> whole(whole.id(), message);
        case Request.Part part -> part(part, message);
        case Request.Cancel cancel -> cancel(cancel.id(), message);
      }
    } catch (RuntimeException e) {
      events.accept(
          Event.of(2110, "intake.failed", "mission", request.id(), "why", String.valueOf(e)));
    }
  }

  private void whole(String id, BusMessage message) {
    byte[] file = message.payload();
    if (file.length > MissionGate.FILE_BYTES_MAX) {
      answer(id, message, Refusals.tooLarge(file.length, MissionGate.FILE_BYTES_MAX));
    } else {
      judge(id, file, message);
    }
  }

  private void part(Request.Part part, BusMessage message) {
    Step step;
    synchronized (uploads) {
      step = uploads.take(part.id(), part.n(), part.of(), message.payload(), System.nanoTime());
    }
    switch (step) {
      case Step.Waiting _ -> {}
      case Step.TooLarge large ->
          answer(part.id(), message, Refusals.tooLarge(large.bytes(), MissionGate.PARTS_BYTES_MAX));
      case Step.Whole whole -> judge(part.id(), whole.file(), message);
    }
  }

  private void judge(String id, byte[] file, BusMessage message) {
    String expected = message.properties().get("sha256");
    if (expected != null && !expected.toLowerCase(Locale.ROOT).equals(sha256(file))) {
      answer(id, message, Refusals.checksum(expected));
    } else {
      answer(id, message, gate.accept(file, id, "mqtt"));
    }
  }

  private void cancel(String id, BusMessage message) {
    String result;
    try {
      result = gate.cancel(id, "mqtt") ? "cancelled" : "unknown";
    } catch (IOException e) {
      result = "not-stored";
      events.accept(
          Event.of(2110, "intake.failed", "mission", id, "why", String.valueOf(e.getMessage())));
    }
    String json = "{\"result\":\"" + result + "\",\"name\":\"" + id + "\",\"diagnostics\":[]}";
    send(id, message, json.getBytes(StandardCharsets.UTF_8), !result.equals("unknown"));
  }

  private void answer(String id, BusMessage message, IntakeResult result) {
    send(id, message, ResultJson.of(result), true);
  }

  private void send(String id, BusMessage request, byte[] json, boolean retained) {
    BusMessage result = BusMessage.json(topics.result(id), json, retained);
    bus.publish(result);
    String response = request.responseTopic();
    if (response != null
        && !response.isEmpty()
        && response.indexOf('+') + response.indexOf('#') < 0) {
      bus.publish(result.answering(response, request.correlation()));
    }
  }

  void sweep(long nowNanos) {
    List<String> idle;
    synchronized (uploads) {
      idle = uploads.dropIdle(nowNanos);
    }
    for (String id : idle) {
      events.accept(Event.of(2105, "intake.unfinished", "mission", id));
      bus.publish(BusMessage.json(topics.result(id), ResultJson.of(Refusals.unfinished()), true));
    }
  }

  /** Publishes a mission's status, retained, if it differs from what was published before. */
  public void status(String id, byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    @Nullable String before;
    synchronized (published) {
      before = published.put(id, text);
    }
    if (!text.equals(before)) bus.publish(BusMessage.json(topics.status(id), json, true));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Stops listening; what is being judged is finished. */
  @Override
  public void close() {
    sweep.shutdownNow();
    judge.shutdown();
    try {
      judge.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
