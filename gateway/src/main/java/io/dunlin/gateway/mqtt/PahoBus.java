package io.dunlin.gateway.mqtt;

import io.dunlin.gateway.BusMessage;
import io.dunlin.gateway.MessageBus;
import io.dunlin.runtime.step.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MessageBus} over Eclipse Paho. One thread connects, subscribes and sends, one message at
 * a time, QoS 1; after a loss it makes a fresh client, because the library's own reconnect is known
 * to lose its way.
 */
public final class PahoBus implements MessageBus {
  private static final long RETRY_MILLIS = 500;
  private static final long ANSWER_MILLIS = 10_000;

  /** A message that the broker throws us out for is given up after so many times. */
  private static final int ATTEMPTS_MAX = 3;

  private record Subscription(String filter, Consumer<BusMessage> listener) {}

  private final String url;
  private final String clientId;
  private final Consumer<Event> events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<BusMessage> waiting = new ArrayDeque<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final Thread keeper;
  private int subscribed;
  private boolean connected;
  private boolean closed;
  private long dropped;
  private int attempts;

  private PahoBus(String url, String clientId, Consumer<Event> events) {
    this.url = url;
    this.clientId = clientId;
    this.events = events;
    this.keeper = Thread.ofPlatform().name("mqtt-bus").daemon().unstarted(this::keep);
  }

  /**
   * Begins to connect and returns at once.
   *
   * @param url such as {@code tcp://127.0.0.1:1883}
   * @param clientId distinct per connection; a second one with the same id throws the first out
   */
  public static PahoBus open(String url, String clientId, Consumer<Event> events) {
    var bus = new PahoBus(url, clientId, events);
    bus.keeper.start();
    return bus;
  }

  @Override
  public void subscribe(String filter, Consumer<BusMessage> listener) {
    locked(() -> subscriptions.add(new Subscription(filter, listener)));
  }

  @Override
  public void publish(BusMessage message) {
    locked(() -> {
      if (waiting.size() == WAITING_MAX) {
        waiting.removeFirst();
        dropped++;
      }
      waiting.addLast(message);
    });
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!connected || subscribed < subscriptions.size() || !waiting.isEmpty()) {
        if (left <= 0 || closed) return false;
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  private void keep() {
    boolean reported = false;
    while (!isClosed()) {
      MqttAsyncClient client = null;
      try {
        client = connect();
        reported = false;
        serve(client);
      } catch (MqttException e) {
        if (!reported) {
          events.accept(Event.of(2011, "bus.lost", "url", url, "why", String.valueOf(e)));
        }
        reported = true;
        pause();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        locked(() -> closed = true);
      } finally {
        locked(() -> {
          connected = false;
          subscribed = 0;
        });
        if (client != null) letGo(client);
      }
    }
  }

  private MqttAsyncClient connect() throws MqttException {
    var client = new MqttAsyncClient(url, clientId, new MemoryPersistence());
    try {
      client.setCallback(new Hearing(this::heard, lost -> locked(() -> connected = false)));
      var options = new MqttConnectionOptions();
      options.setCleanStart(true);
      options.setAutomaticReconnect(false);
      options.setConnectionTimeout(5);
      options.setKeepAliveInterval(20);
      client.connect(options).waitForCompletion(ANSWER_MILLIS);
    } catch (MqttException e) {
      letGo(client);
      throw e;
    }
    locked(() -> connected = true);
    events.accept(Event.of(2010, "bus.connected", "url", url));
    return client;
  }

  /** Subscribes and sends until the connection is lost or this bus is closed. */
  private void serve(MqttAsyncClient client) throws MqttException, InterruptedException {
    while (true) {
      Subscription subscription = null;
      BusMessage message = null;
      lock.lock();
      try {
        while (connected && !closed && subscribed == subscriptions.size() && waiting.isEmpty()) {
          changed.await();
        }
        if (!connected || closed) return;
        if (subscribed < subscriptions.size()) subscription = subscriptions.get(subscribed);
        else message = waiting.getFirst();
      } finally {
        lock.unlock();
      }
      if (subscription != null) {
        client.subscribe(subscription.filter(), 1).waitForCompletion(ANSWER_MILLIS);
        locked(() -> subscribed++);
      } else if (message != null) {
        send(client, message);
      }
    }
  }

  private void send(MqttAsyncClient client, BusMessage message) throws MqttException {
    boolean last = ++attempts >= ATTEMPTS_MAX;
    try {
      client.publish(message.topic(), paho(message)).waitForCompletion(ANSWER_MILLIS);
      sent(message, false);
    } catch (MqttException e) {
      if (last) {
        sent(message, true);
        events.accept(
            Event.of(2012, "bus.dropped", "topic", message.topic(), "why", String.valueOf(e)));
      }
      throw e;
    }
  }

  private void sent(BusMessage message, boolean lost) {
    attempts = 0;
    locked(() -> {
      waiting.removeFirstOccurrence(message);
      if (lost) dropped++;
    });
  }

  private void heard(String topic, MqttMessage message) {
    BusMessage heard = ours(topic, message);
    List<Subscription> all;
    lock.lock();
    try {
      all = List.copyOf(subscriptions);
    } finally {
      lock.unlock();
    }
    for (Subscription each : all) {
      if (Topics.matches(each.filter(), topic)) each.listener().accept(heard);
    }
  }

  private static MqttMessage paho(BusMessage message) {
    var paho = new MqttMessage(message.payload(), 1, message.retained(), new MqttProperties());
    MqttProperties properties = paho.getProperties();
    if (message.contentType() != null) properties.setContentType(message.contentType());
    if (message.responseTopic() != null) properties.setResponseTopic(message.responseTopic());
    if (message.correlation() != null) properties.setCorrelationData(message.correlation());
    var user = new ArrayList<UserProperty>();
    message.properties().forEach((name, value) -> user.add(new UserProperty(name, value)));
    properties.setUserProperties(user);
    return paho;
  }

  private static BusMessage ours(String topic, MqttMessage message) {
    @Nullable MqttProperties properties = message.getProperties();
    var user = new TreeMap<String, String>();
    if (properties == null) {
      return new BusMessage(
          topic, message.getPayload(), message.isRetained(), null, null, null, user);
    }
    for (UserProperty each : properties.getUserProperties())
      user.put(each.getKey(), each.getValue());
    return new BusMessage(
        topic,
        message.getPayload(),
        message.isRetained(),
        properties.getContentType(),
        properties.getResponseTopic(),
        properties.getCorrelationData(),
        user);
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
      while (left > 0 && !closed) left = changed.awaitNanos(left);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private static void letGo(MqttAsyncClient client) {
    try {
      if (client.isConnected()) client.disconnectForcibly(0, 500, true);
    } catch (MqttException | RuntimeException _) {
      // It is thrown away either way.
    }
    try {
      client.close(true);
    } catch (MqttException | RuntimeException _) {
      // As above.
    }
  }

  @Override
  public void close() {
    locked(() -> closed = true);
    try {
      keeper.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
