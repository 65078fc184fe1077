package io.dunlin.runtime.transport.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dunlin.runtime.senml.SenmlFormat;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.PacketListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttTransportIT {
  private static final String ONE = "11".repeat(16);
  private static final String TWO = "22".repeat(16);
  private static final String STATE = "dunlin/v1/test/d/" + ONE + "/$state";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final LinkedBlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
  private final Map<String, String> shown = new ConcurrentHashMap<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  @TempDir Path directory;
  private Mosquitto broker;

  private record Packet(String from, Channel channel, String hex) {}

  @BeforeEach
  void makeBroker() throws Exception {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    broker = also(new Mosquitto(directory));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    Awaitility.reset();
  }

  private <T extends AutoCloseable> T also(T closed) {
    open.addFirst(closed);
    return closed;
  }

  private MqttTransport device(String id, PacketListener listener) {
    return also(
        MqttTransport.open(new MqttSettings(broker.url(), "test", id), listener, events::add));
  }

  private void keep(String from, Channel channel, byte[] payload) {
    packets.add(new Packet(from, channel, HexFormat.of().formatHex(payload)));
  }

  private Packet next() throws InterruptedException {
    Packet packet = packets.poll(20, TimeUnit.SECONDS);
    assertThat(packet).as("a packet within 20 s").isNotNull();
    return packet;
  }

  /** A stranger that keeps the last message of each topic of the swarm. */
  private MqttAsyncClient onlooker() throws MqttException {
    var client = new MqttAsyncClient(broker.url(), "onlooker", new MemoryPersistence());
    client.setCallback(new Onlooker(shown));
    client.connect().waitForCompletion(10_000);
    client.subscribe("dunlin/v1/test/#", 1).waitForCompletion(10_000);
    also(() -> {
      try {
        client.disconnectForcibly(0, 100, false);
      } finally {
        client.close(true);
      }
    });
    return client;
  }

  @Test
  void packetsTravelBothWaysOnTheirChannels() throws Exception {
    broker.start();
    MqttTransport one = device(ONE, this::keep);
    MqttTransport two = device(TWO, (from, channel, payload) -> {});
    await().until(() -> one.connected() && two.connected());
    two.send("mqtt:" + ONE, Channel.SYNC, new byte[] {1, 2});
    assertThat(next()).isEqualTo(new Packet("mqtt:" + TWO, Channel.SYNC, "0102"));
    two.send("mqtt:" + ONE, Channel.PROBE, new byte[] {3});
    assertThat(next()).isEqualTo(new Packet("mqtt:" + TWO, Channel.PROBE, "03"));
    await().untilAsserted(() -> assertThat(two.counts().sentPackets()).isEqualTo(2));
    assertThat(one.counts().receivedBytes()).isEqualTo(3);
  }

  @Test
  void theDeviceSaysWhatItIsAndHowItIs() throws Exception {
    broker.start();
    onlooker();
    MqttTransport one = device(ONE, this::keep);
    await().untilAsserted(() -> assertThat(shown).containsEntry(STATE, "init"));
    one.info("{\"name\":\"owl\"}".getBytes(UTF_8));
    one.state(DeviceState.READY);
    await()
        .untilAsserted(() ->
            assertThat(shown)
                .containsEntry(STATE, "ready")
                .containsEntry("dunlin/v1/test/d/" + ONE + "/$info", "{\"name\":\"owl\"}"));
    assertThat(one.telemetry("temperature", SenmlFormat.JSON, "[]".getBytes(UTF_8))).isTrue();
    assertThat(one.telemetry("#", SenmlFormat.JSON, "[]".getBytes(UTF_8))).isFalse();
    await()
        .untilAsserted(() ->
            assertThat(shown).containsEntry("dunlin/v1/test/d/" + ONE + "/t/temperature", "[]"));
    one.close();
    await().untilAsserted(() -> assertThat(shown).containsEntry(STATE, "disconnected"));
  }

  @Test
  void aBrokenConnectionLeavesTheLastWill() throws Exception {
    broker.start();
    onlooker();
    var settings = new MqttSettings(broker.url(), "test", ONE);
    new Connection(settings, new Topics("test", ONE), new Onlooker(new ConcurrentHashMap<>()))
        .close();
    await().untilAsserted(() -> assertThat(shown).containsEntry(STATE, "lost"));
  }

  @Test
  void aBrokerThatComesLateAndIsKilledIsFoundAgain() throws Exception {
    MqttTransport one = device(ONE, this::keep);
    one.state(DeviceState.READY);
    MqttTransport two = device(TWO, (from, channel, payload) -> {});
    two.send("mqtt:" + ONE, Channel.SYNC, new byte[] {1});
    assertThat(two.counts().dropped()).isEqualTo(1);
    await().untilAsserted(() -> assertThat(events).extracting(Event::number).contains(1803));
    broker.start();
    await().until(() -> one.connected() && two.connected());
    two.send("mqtt:" + ONE, Channel.SYNC, new byte[] {2});
    assertThat(next().hex()).isEqualTo("02");
    broker.kill();
    await().until(() -> !one.connected() && !two.connected());
    assertThat(events).extracting(Event::number).contains(1801, 1802);
    broker.start();
    onlooker();
    await().until(() -> one.connected() && two.connected());
    await().untilAsserted(() -> assertThat(shown).containsEntry(STATE, "ready"));
    two.send("mqtt:" + ONE, Channel.SYNC, new byte[] {3});
    assertThat(next().hex()).isEqualTo("03");
  }

  @Test
  void aBurstBeyondTheBrokersReceiveMaximumIsPacedNotRefused() throws Exception {
    broker = also(new Mosquitto(directory, "max_inflight_messages 3"));
    broker.start();
    MqttTransport one = device(ONE, this::keep);
    MqttTransport two = device(TWO, (from, channel, payload) -> {});
    await().until(() -> one.connected() && two.connected());
    for (int i = 0; i < 5_000; i++) {
      two.send("mqtt:" + ONE, Channel.SYNC, new byte[1_024]);
    }
    await()
        .untilAsserted(
            () -> assertThat(two.counts().sentPackets() + two.counts().dropped()).isEqualTo(5_000));
    assertThat(two.counts().sentPackets()).isGreaterThanOrEqualTo(BrokerLoop.QUEUED_MAX);
    await()
        .untilAsserted(
            () -> assertThat((long) packets.size()).isEqualTo(two.counts().sentPackets()));
    assertThat(events).extracting(Event::number).doesNotContain(1802);
  }

  @Test
  void messagesThatAreNotOursAreCountedAndIgnored() throws Exception {
    broker.start();
    MqttAsyncClient stranger = onlooker();
    MqttTransport one = device(ONE, this::keep);
    await().until(one::connected);
    String topic = "dunlin/v1/test/s/" + ONE;
    var nowhere = new MqttProperties();
    nowhere.setResponseTopic("dunlin/v1/other/s/" + TWO);
    stranger.publish(topic, new MqttMessage(new byte[] {1}, 0, false, nowhere));
    stranger.publish(topic, new byte[] {1}, 0, false);
    var fine = new MqttProperties();
    fine.setResponseTopic("dunlin/v1/test/s/" + TWO);
    stranger.publish(topic, new MqttMessage(new byte[1_025], 0, false, fine));
    stranger.publish(topic, new MqttMessage(new byte[] {9}, 0, false, fine));
    assertThat(next()).isEqualTo(new Packet("mqtt:" + TWO, Channel.SYNC, "09"));
    assertThat(one.counts().malformed()).isEqualTo(3);
    assertThat(packets).isEmpty();
  }

  @Test
  void whatCannotBeAnAddressIsDropped() {
    MqttTransport one = device(ONE, this::keep);
    one.send("coap://127.0.0.1:5683", Channel.SYNC, new byte[1]);
    one.send("mqtt:short", Channel.SYNC, new byte[1]);
    one.send("mqtt:" + TWO, Channel.SYNC, new byte[1_025]);
    assertThat(one.counts().dropped()).isEqualTo(3);
    one.close();
    one.close();
    assertThatThrownBy(() -> new MqttSettings("tcp://127.0.0.1:1883", "a/b", ONE))
        .hasMessageContaining("a/b");
    assertThatThrownBy(() -> new MqttSettings("127.0.0.1:1883", "test", ONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private record Onlooker(Map<String, String> shown) implements MqttCallback {
    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      shown.put(topic, new String(message.getPayload(), UTF_8));
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
