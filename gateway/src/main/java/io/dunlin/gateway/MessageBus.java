package io.dunlin.gateway;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The gateway's own connection to the broker. It comes back by itself after every loss, with its
 * subscriptions; nothing here blocks for the network.
 */
public interface MessageBus extends AutoCloseable {
  /** Messages that wait while the broker is away; beyond it the oldest is dropped and counted. */
  int WAITING_MAX = 1_024;

  /**
   * Hears every message whose topic matches, at least once. The listener is called on the
   * connection's thread and must not block.
   *
   * @param filter MQTT topic filter with {@code +} and {@code #}
   */
  void subscribe(String filter, Consumer<BusMessage> listener);

  /** Sends it at least once, in order, now or when the broker is there again. */
  void publish(BusMessage message);

  /** Waits until subscriptions are in place and everything published was acknowledged. */
  boolean await(Duration atMost) throws InterruptedException;

  /** How many messages were dropped because too many waited. */
  long dropped();

  @Override
  void close();
}
