package io.dunlin.gateway.broker;

import io.dunlin.runtime.step.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An MQTT 3.1.1 and 5 broker on loopback, open to every local client. Retained messages and the
 * queues of absent clients survive a restart, in {@code data/broker}.
 *
 * <p>Bounds: a packet {@link #PACKET_BYTES_MAX}, all messages in memory {@link #MEMORY_BYTES_MAX},
 * one queue {@link #QUEUE_BYTES_MAX} (what does not fit is dropped: sync sends it again, and an
 * upload without an answer is repeated), an absent client's session an hour. With less than {@link
 * #DISK_FREE_BYTES_MIN} left on the disk senders are held until there is room.
 */
public final class EmbeddedBroker implements AutoCloseable {
  public static final int PACKET_BYTES_MAX = 512 * 1024;
  static final long MEMORY_BYTES_MAX = 32L << 20;
  static final long QUEUE_BYTES_MAX = 8L << 20;
  static final long DISK_FREE_BYTES_MIN = 32L << 20;

  private static final String ACCEPTOR = "mqtt";
  private static final int SESSION_SECONDS_MAX = 3600;

  private final ActiveMQServer server;
  private final InetSocketAddress address;
  private final Consumer<Event> events;

  private EmbeddedBroker(ActiveMQServer server, InetSocketAddress address, Consumer<Event> events) {
    this.server = server;
    this.address = address;
    this.events = events;
  }

  /**
   * Starts it and waits until it accepts connections; about two seconds on a small machine.
   *
   * @param data the gateway's data directory
   * @param bind a loopback address
   * @param port 0 takes a free one
   * @throws IOException when the port is taken or the directory cannot be used; the message says
   *     what to change
   */
  public static EmbeddedBroker start(Path data, InetAddress bind, int port, Consumer<Event> events)
      throws IOException {
    if (!bind.isLoopbackAddress()) {
      throw new IllegalArgumentException("the broker has no security and stays on loopback");
    }
    requireFree(bind, port);
    long began = System.nanoTime();
    Path directory = Files.createDirectories(data.resolve("broker"));
    ActiveMQServer server =
        ActiveMQServers.newActiveMQServer(configuration(directory, bind, port), null, null, true);
    try {
      server.start();
      if (!server.waitForActivation(30, TimeUnit.SECONDS)) {
        throw new IOException("the MQTT broker did not become active within 30 s");
      }
    } catch (Exception e) {
      stop(server);
      throw e instanceof IOException io
          ? io
          : new IOException("the MQTT broker did not start: " + e.getMessage(), e);
    }
    int bound = server.getRemotingService().getAcceptor(ACCEPTOR).getActualPort();
    var broker = new EmbeddedBroker(server, new InetSocketAddress(bind, bound), events);
    long millis = (System.nanoTime() - began) / 1_000_000;
    events.accept(Event.of(2001, "broker.started", "url", broker.url(), "millis", millis));
    return broker;
  }

  /** The library only logs that a port is taken; so ask first. */
  private static void requireFree(InetAddress bind, int port) throws IOException {
    if (port == 0) return;
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(bind, port));
    } catch (IOException e) {
      throw new IOException(
          "MQTT port "
              + port
              + " is in use; stop the other broker, choose another [mqtt] port, or name that"
              + " broker with [mqtt] url",
          e);
    }
  }

  private static Configuration configuration(Path directory, InetAddress bind, int port) {
    var configuration = new ConfigurationImpl();
    configuration.setName("dunlin").setSecurityEnabled(false).setJMXManagementEnabled(false);
    configuration.setPersistenceEnabled(true).setJournalType(JournalType.NIO);
    configuration.setJournalDirectory(directory.resolve("journal").toString());
    configuration.setBindingsDirectory(directory.resolve("bindings").toString());
    configuration.setPagingDirectory(directory.resolve("paging").toString());
    configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
    configuration.setJournalFileSize(1 << 20).setJournalMinFiles(2).setJournalPoolFiles(4);
    configuration.setJournalBufferSize_NIO(PACKET_BYTES_MAX).setJournalMaxIO_NIO(1);
    configuration.setGlobalMaxSize(MEMORY_BYTES_MAX);
    configuration.setMaxDiskUsage(-1).setMinDiskFree(DISK_FREE_BYTES_MIN);
    configuration.setThreadPoolMaxSize(8).setScheduledThreadPoolMaxSize(2);
    configuration.setMessageCounterEnabled(false).setGracefulShutdownEnabled(false);
    // Topics are written with slashes and MQTT's wildcards; so nothing needs to be translated.
    configuration.setWildCardConfiguration(
        new WildcardConfiguration().setDelimiter('/').setSingleWord('+').setAnyWords('#'));
    configuration.addAddressSetting("#", addressSettings());
    configuration.addAcceptorConfiguration(acceptor(bind, port));
    return configuration;
  }

  private static AddressSettings addressSettings() {
    var settings = new AddressSettings();
    settings.setMaxSizeBytes(QUEUE_BYTES_MAX);
    settings.setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP);
    settings.setAutoCreateQueues(true).setAutoCreateAddresses(true);
    settings.setAutoDeleteQueues(true).setAutoDeleteAddresses(true);
    return settings;
  }

  private static TransportConfiguration acceptor(InetAddress bind, int port) {
    Map<String, Object> transport = new HashMap<>();
    transport.put(TransportConstants.HOST_PROP_NAME, bind.getHostAddress());
    transport.put(TransportConstants.PORT_PROP_NAME, port);
    transport.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
    transport.put(TransportConstants.USE_EPOLL_PROP_NAME, false);
    transport.put(TransportConstants.REMOTING_THREADS_PROPNAME, 2);
    Map<String, Object> mqtt = new HashMap<>();
    mqtt.put("maximumPacketSize", PACKET_BYTES_MAX);
    mqtt.put("defaultMqttSessionExpiryInterval", SESSION_SECONDS_MAX);
    return new TransportConfiguration(
        NettyAcceptorFactory.class.getName(), transport, ACCEPTOR, mqtt);
  }

  /** Where clients connect: {@code tcp://127.0.0.1:1883}. */
  public String url() {
    String host = address.getAddress().getHostAddress();
    return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  public int port() {
    return address.getPort();
  }

  /** False after the broker stopped itself, which it does when its disk fails. */
  public boolean running() {
    return server.isStarted();
  }

  @Override
  public void close() {
    stop(server);
    events.accept(Event.of(2002, "broker.stopped", "url", url()));
  }

  private static void stop(ActiveMQServer server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the MQTT broker did not stop", e);
    }
  }
}
