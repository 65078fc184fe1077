package io.dunlin.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.gateway.BusMessage;
import io.dunlin.gateway.mqtt.PahoBus;
import io.dunlin.runtime.step.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker and a client of it, over a real socket. */
class EmbeddedBrokerIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path data;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Test
  void carriesAMessageWithItsProperties() throws Exception {
    try (var broker = EmbeddedBroker.start(data, LOOPBACK, 0, events::add);
        var a = PahoBus.open(broker.url(), "a", events::add);
        var b = PahoBus.open(broker.url(), "b", events::add)) {
      BlockingQueue<BusMessage> heard = new LinkedBlockingQueue<>();
      a.subscribe("dunlin/v1/+/m/+/put", heard::add);
      assertThat(a.await(PATIENCE)).isTrue();
      var properties = new TreeMap<String, String>();
      properties.put("sha256", "00");
      b.publish(
          new BusMessage(
              "dunlin/v1/pond/m/x/put",
              bytes("hello"),
              false,
              "text/plain",
              "reply/here",
              bytes("42"),
              properties));

      BusMessage message = heard.poll(30, TimeUnit.SECONDS);

      assertThat(message).isNotNull();
      assertThat(message.topic()).isEqualTo("dunlin/v1/pond/m/x/put");
      assertThat(message.payload()).isEqualTo(bytes("hello"));
      assertThat(message.contentType()).isEqualTo("text/plain");
      assertThat(message.responseTopic()).isEqualTo("reply/here");
      assertThat(message.correlation()).isEqualTo(bytes("42"));
      assertThat(message.properties()).containsEntry("sha256", "00");
    }
    assertThat(events).extracting(Event::number).contains(2001, 2010, 2002);
  }

  @Test
  void keepsRetainedMessagesAcrossARestartAndTheBusComesBack() throws Exception {
    int port;
    PahoBus bus;
    BlockingQueue<BusMessage> heard = new LinkedBlockingQueue<>();
    try (var broker = EmbeddedBroker.start(data, LOOPBACK, 0, events::add)) {
      port = broker.port();
      bus = PahoBus.open(broker.url(), "a", events::add);
      bus.publish(BusMessage.json("dunlin/v1/pond/m/x/$result", bytes("{}"), true));
      assertThat(bus.await(PATIENCE)).isTrue();
    }
    bus.publish(BusMessage.json("dunlin/v1/pond/m/y/$result", bytes("[]"), true));
    try (var _ = EmbeddedBroker.start(data, LOOPBACK, port, events::add);
        bus) {
      bus.subscribe("dunlin/v1/pond/m/#", heard::add);

      assertThat(bus.await(PATIENCE)).isTrue();
      var topics =
          List.of(topic(heard.poll(30, TimeUnit.SECONDS)), topic(heard.poll(30, TimeUnit.SECONDS)));
      assertThat(topics)
          .containsExactlyInAnyOrder("dunlin/v1/pond/m/x/$result", "dunlin/v1/pond/m/y/$result");
    }
  }

  @Test
  void throwsOutWhoSendsAPacketBeyondTheBound() throws Exception {
    try (var broker = EmbeddedBroker.start(data, LOOPBACK, 0, events::add);
        var greedy = PahoBus.open(broker.url(), "greedy", events::add);
        var other = PahoBus.open(broker.url(), "other", events::add)) {
      BlockingQueue<BusMessage> heard = new LinkedBlockingQueue<>();
      other.subscribe("t/#", heard::add);
      assertThat(other.await(PATIENCE)).isTrue();
      greedy.publish(
          BusMessage.json("t/large", new byte[EmbeddedBroker.PACKET_BYTES_MAX + 1], false));

      assertThat(greedy.await(PATIENCE)).isTrue();
      assertThat(greedy.dropped()).isEqualTo(1);
      other.publish(BusMessage.json("t/small", bytes("x"), false));
      assertThat(topic(heard.poll(30, TimeUnit.SECONDS))).isEqualTo("t/small");
      assertThat(broker.running()).isTrue();
    }
  }

  @Test
  void saysThatThePortIsInUse() throws Exception {
    try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> EmbeddedBroker.start(data, LOOPBACK, port, events::add))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("MQTT port " + port + " is in use");
    }
  }

  private static String topic(BusMessage message) {
    assertThat(message).isNotNull();
    return message.topic();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
