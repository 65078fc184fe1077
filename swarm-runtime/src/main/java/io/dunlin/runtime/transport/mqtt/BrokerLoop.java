package io.dunlin.runtime.transport.mqtt;

import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.PacketListener;
import io.dunlin.runtime.transport.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that talks to the broker: connects, publishes what waits, and when the connection
 * is lost begins again after a pause of half a second that doubles up to half a minute, each time
 * drawn from its upper half so that a swarm does not return in one wave.
 */
final class BrokerLoop implements Runnable {
  /** Messages waiting to leave; the next is dropped. */
  static final int QUEUED_MAX = 512;

  private static final long PAUSE_MILLIS_MIN = 500;
  private static final long PAUSE_MILLIS_MAX = 30_000;
  private static final long LOOK_MILLIS = 200;

  private final MqttSettings settings;
  private final Topics topics;
  private final PacketListener listener;
  private final Consumer<Event> events;
  private final MqttCounters counters;
  private final ArrayBlockingQueue<Outgoing> queue = new ArrayBlockingQueue<>(QUEUED_MAX);
  private final Map<String, Outgoing> retained = new LinkedHashMap<>();
  private final Map<String, Outgoing> unsaid = new LinkedHashMap<>();
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Object pauses = new Object();
  private volatile boolean closing;
  private volatile boolean connected;

  BrokerLoop(
      MqttSettings settings,
      Topics topics,
      PacketListener listener,
      Consumer<Event> events,
      MqttCounters counters) {
    this.settings = settings;
    this.topics = topics;
    this.listener = listener;
    this.events = events;
    this.counters = counters;
  }

  boolean connected() {
    return connected;
  }

  /** Queues a message for the running connection; dropped without one. */
  boolean offer(Outgoing message) {
    return connected && !closing && queue.offer(message);
  }

  /** Keeps a message for this and every later connection; a newer one of the topic replaces it. */
  void retain(Outgoing message) {
    synchronized (retained) {
      retained.put(message.topic(), message);
      unsaid.put(message.topic(), message);
    }
  }

  /** Ends the loop: what is queued leaves if the broker is there. */
  void stop() {
    closing = true;
    synchronized (pauses) {
      pauses.notifyAll();
    }
  }

  @Override
  public void run() {
    int failures = 0;
    while (!closing) {
      var lost = new AtomicReference<@Nullable String>();
      try (var connection = new Connection(settings, topics, new Callback(lost))) {
        failures = 0;
        events.accept(MqttEvents.connected(settings.url()));
        serve(connection, lost);
      } catch (MqttException | RuntimeException e) {
        lost.compareAndSet(null, reason(e));
      } catch (InterruptedException _) {
        closing = true;
      }
      boolean was = connected;
      connected = false;
      counters.dropped.add(drain());
      String why = String.valueOf(lost.get());
      if (was && !closing) {
        events.accept(MqttEvents.lost(settings.url(), why));
      } else if (!closing && Integer.bitCount(++failures) == 1) {
        events.accept(MqttEvents.unreachable(settings.url(), why, failures));
      }
      pause(failures);
    }
  }

  private void serve(Connection connection, AtomicReference<@Nullable String> lost)
      throws MqttException, InterruptedException {
    synchronized (retained) {
      unsaid.putAll(retained);
    }
    connected = true;
    while (lost.get() == null && connection.connected()) {
      Outgoing next = nextUnsaid();
      if (next == null) {
        next = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
      if (next != null) {
        publish(connection, next, lost);
      } else if (closing) {
        for (Outgoing last = nextUnsaid(); last != null; last = nextUnsaid()) {
          publish(connection, last, lost);
        }
        connection.leave();
        return;
      }
    }
  }

  private @Nullable Outgoing nextUnsaid() {
    synchronized (retained) {
      var first = unsaid.values().iterator();
      if (!first.hasNext()) {
        return null;
      }
      Outgoing message = first.next();
      first.remove();
      return message;
    }
  }

  private void publish(
      Connection connection, Outgoing message, AtomicReference<@Nullable String> lost)
      throws MqttException, InterruptedException {
    boolean taken = false;
    while (!taken && lost.get() == null && connection.connected()) {
      taken = connection.publish(message, LOOK_MILLIS, left -> counters.published(message, left));
    }
    if (!taken) {
      counters.published(message, false);
    }
  }

  private int drain() {
    var left = new ArrayList<Outgoing>();
    queue.drainTo(left);
    return (int) left.stream().filter(Outgoing::packet).count();
  }

  private void pause(int failures) {
    long most = Math.min(PAUSE_MILLIS_MIN << Math.min(failures, 10), PAUSE_MILLIS_MAX);
    long until = System.nanoTime() + random.nextLong(most / 2, most) * 1_000_000;
    synchronized (pauses) {
      for (long left = until - System.nanoTime();
          left > 0 && !closing;
          left = until - System.nanoTime()) {
        try {
          pauses.wait(left / 1_000_000 + 1);
        } catch (InterruptedException _) {
          closing = true;
        }
      }
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return e instanceof MqttException m
        ? m.getReasonCode() + " " + cause.getMessage()
        : String.valueOf(e);
  }

  /** What Paho calls; nothing here may throw, or Paho ends the connection. */
  private final class Callback implements MqttCallback {
    private final AtomicReference<@Nullable String> lost;

    Callback(AtomicReference<@Nullable String> lost) {
      this.lost = lost;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      Channel channel = topic.equals(topics.own(Channel.PROBE)) ? Channel.PROBE : Channel.SYNC;
      MqttProperties properties = message.getProperties();
      String answers = properties == null ? null : properties.getResponseTopic();
      Optional<String> from = answers == null ? Optional.empty() : topics.from(answers);
      byte[] payload = message.getPayload();
      if (from.isEmpty()
          || payload.length > Transport.PAYLOAD_BYTES_MAX
          || !topic.equals(topics.own(channel))) {
        counters.malformed.increment();
        return;
      }
      counters.received(payload.length);
      try {
        listener.packet(from.get(), channel, payload);
      } catch (RuntimeException e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      MqttException why = response.getException();
      String said = why == null ? response.getReasonString() : reason(why);
      lost.compareAndSet(null, said == null ? "disconnected by the broker" : said);
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      lost.compareAndSet(null, reason(exception));
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
