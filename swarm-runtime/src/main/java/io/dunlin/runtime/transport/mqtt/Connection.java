package io.dunlin.runtime.transport.mqtt;

import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * One connection to the broker, from CONNECT to its loss; never used again. At most {@link
 * #WINDOW_MAX} publishes are under way, and always fewer than the broker's Receive Maximum: beyond
 * it Paho throws error 32202, at QoS 0 too.
 */
final class Connection implements AutoCloseable {
  static final int WINDOW_MAX = 16;

  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final int CONNECT_SECONDS = 10;
  private static final long PATIENCE_MILLIS = 12_000;

  /** Paho's sender, receiver, callback, connect, disconnect and ping. */
  private static final int THREADS = 6;

  private static final int RECEIVE_MAXIMUM_UNSAID = 65_535;

  /** Held, because the log manager forgets loggers that nobody holds, level included. */
  private static final Logger LOGS = Logger.getLogger("org.eclipse.paho.mqttv5");

  static {
    if (LOGS.getLevel() == null) {
      LOGS.setLevel(Level.OFF);
    }
  }

  private final Topics topics;
  private final ScheduledThreadPoolExecutor threads;
  private final MqttAsyncClient client;
  private final Semaphore window;

  /**
   * Connects, with the last will set, and subscribes to the device's own packets.
   *
   * @throws MqttException when the broker is not there or refuses
   */
  Connection(MqttSettings settings, Topics topics, MqttCallback callback) throws MqttException {
    this.topics = topics;
    threads =
        new ScheduledThreadPoolExecutor(
            THREADS, task -> Thread.ofPlatform().daemon().name("dunlin-mqtt-paho").unstarted(task));
    client =
        new MqttAsyncClient(
            settings.url(), settings.device(), new MemoryPersistence(), null, threads);
    try {
      client.setCallback(callback);
      IMqttToken connected = client.connect(options());
      connected.waitForCompletion(PATIENCE_MILLIS);
      window = new Semaphore(permits(connected));
      client
          .subscribe(
              new String[] {topics.own(Channel.SYNC), topics.own(Channel.PROBE)}, new int[] {0, 0})
          .waitForCompletion(PATIENCE_MILLIS);
    } catch (MqttException | RuntimeException e) {
      abandon();
      throw e;
    }
  }

  private MqttConnectionOptions options() {
    var options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setMaximumPacketSize(4L * Transport.PAYLOAD_BYTES_MAX);
    byte[] lost = DeviceState.LOST.word().getBytes(StandardCharsets.UTF_8);
    options.setWill(topics.state(), new MqttMessage(lost, 1, true, new MqttProperties()));
    return options;
  }

  private static int permits(IMqttToken connected) {
    MqttProperties said = connected.getResponseProperties();
    Integer most = said == null ? null : said.getReceiveMaximum();
    int receiveMaximum = most == null ? RECEIVE_MAXIMUM_UNSAID : most;
    // Paho reports a publish done a moment before it stops counting it: one to spare.
    return Math.clamp(receiveMaximum - 2, 1, WINDOW_MAX);
  }

  boolean connected() {
    return client.isConnected();
  }

  /**
   * Publishes when the window allows; false when it stayed shut for so long.
   *
   * @param done called once, on a thread of Paho, when the message has left or never will
   */
  boolean publish(Outgoing message, long waitMillis, Done done)
      throws MqttException, InterruptedException {
    if (!window.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    var properties = new MqttProperties();
    properties.setContentType(message.contentType());
    if (message.packet()) {
      properties.setResponseTopic(topics.own(Channel.SYNC));
    }
    var published =
        new MqttMessage(message.payload(), message.qos(), message.retained(), properties);
    client.publish(
        message.topic(),
        published,
        null,
        new MqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            window.release();
            done.sent(true);
          }

          @Override
          public void onFailure(IMqttToken token, Throwable why) {
            window.release();
            done.sent(false);
          }
        });
    return true;
  }

  /** Hears whether a message left. */
  interface Done {
    void sent(boolean left);
  }

  /** Leaves in an orderly way: the last will is not published. */
  void leave() {
    try {
      client.disconnect(1_000).waitForCompletion(2_000);
    } catch (MqttException _) {
      // Gone already; then the will speaks.
    }
  }

  @Override
  public void close() {
    abandon();
  }

  private void abandon() {
    try {
      client.disconnectForcibly(0, 100, false);
    } catch (MqttException _) {
      // Not connected.
    }
    try {
      client.close(true);
    } catch (MqttException _) {
      // Still connecting: its thread ends with the executor.
    }
    var _ = threads.shutdownNow();
  }
}
