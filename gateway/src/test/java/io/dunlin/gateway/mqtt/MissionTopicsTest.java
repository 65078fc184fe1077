package io.dunlin.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.gateway.BusMessage;
import io.dunlin.gateway.IntakeResult;
import io.dunlin.gateway.IntakeResult.Accepted;
import io.dunlin.gateway.MessageBus;
import io.dunlin.gateway.MissionGate;
import io.dunlin.runtime.step.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MissionTopicsTest {
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final Bus bus = new Bus();
  private final Gate gate = new Gate();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final MissionTopics topics = new MissionTopics(bus, gate, "pond", events::add);

  @BeforeEach
  void start() {
    topics.start();
  }

  @AfterEach
  void stop() {
    topics.close();
  }

  @Test
  void answersOnTheResultTopicRetained() throws Exception {
    bus.arrive("dunlin/v1/pond/m/x/put", "abc", Map.of());

    BusMessage answer = bus.next();
    assertThat(answer.topic()).isEqualTo("dunlin/v1/pond/m/x/$result");
    assertThat(answer.retained()).isTrue();
    assertThat(text(answer)).startsWith("{\"result\":\"accepted\",\"name\":\"x\"");
    assertThat(gate.files).containsExactly("x=abc");
  }

  @Test
  void answersWhoAskedToo() throws Exception {
    bus.arrive(
        new BusMessage(
            "dunlin/v1/pond/m/x/put",
            bytes("abc"),
            false,
            null,
            "my/answers",
            bytes("7"),
            new TreeMap<>()));

    assertThat(bus.next().topic()).isEqualTo("dunlin/v1/pond/m/x/$result");
    BusMessage answer = bus.next();
    assertThat(answer.topic()).isEqualTo("my/answers");
    assertThat(answer.correlation()).isEqualTo(bytes("7"));
    assertThat(answer.retained()).isFalse();
  }

  @Test
  void checksTheSha256ThatCameAlong() throws Exception {
    bus.arrive(
        "dunlin/v1/pond/m/x/put", "abc", Map.of("sha256", SHA256_OF_ABC.toUpperCase(Locale.ROOT)));
    assertThat(text(bus.next())).contains("accepted");
    bus.arrive("dunlin/v1/pond/m/x/put", "abd", Map.of("sha256", SHA256_OF_ABC));
    assertThat(text(bus.next())).contains("rejected").contains("DNL-M0110");
    assertThat(gate.files).containsExactly("x=abc");
  }

  @Test
  void refusesAWholeFileBeyondItsBound() throws Exception {
    bus.arrive("dunlin/v1/pond/m/x/put", "y".repeat(MissionGate.FILE_BYTES_MAX + 1), Map.of());

    assertThat(text(bus.next())).contains("DNL-M0101").contains("put/{n}/{of}");
    assertThat(gate.files).isEmpty();
  }

  @Test
  void putsPartsTogetherInWhateverOrderTheyCome() throws Exception {
    bus.arrive("dunlin/v1/pond/m/x/put/3/3", "c", Map.of());
    bus.arrive("dunlin/v1/pond/m/x/put/1/3", "A", Map.of());
    bus.arrive("dunlin/v1/pond/m/x/put/1/3", "a", Map.of());
    bus.arrive("dunlin/v1/pond/m/x/put/2/3", "b", Map.of("sha256", SHA256_OF_ABC));

    assertThat(text(bus.next())).contains("accepted");
    assertThat(gate.files).containsExactly("x=abc");
  }

  @Test
  void dropsPartsThatWaitTooLong() throws Exception {
    bus.arrive("dunlin/v1/pond/m/x/put/1/2", "a", Map.of());
    bus.arrive("dunlin/v1/pond/m/y/put", "abc", Map.of());
    assertThat(text(bus.next())).contains("accepted");

    topics.sweep(System.nanoTime() + Uploads.IDLE_NANOS_MAX - 60_000_000_000L);
    assertThat(bus.published).isEmpty();
    topics.sweep(System.nanoTime() + Uploads.IDLE_NANOS_MAX + 1);

    BusMessage answer = bus.next();
    assertThat(answer.topic()).isEqualTo("dunlin/v1/pond/m/x/$result");
    assertThat(text(answer)).contains("DNL-M0111");
    assertThat(events).extracting(Event::number).contains(2105);
  }

  @Test
  void cancels() throws Exception {
    bus.arrive("dunlin/v1/pond/m/x/cancel", "", Map.of());
    assertThat(text(bus.next())).startsWith("{\"result\":\"cancelled\",\"name\":\"x\"");
    bus.arrive("dunlin/v1/pond/m/nobody/cancel", "", Map.of());
    assertThat(text(bus.next())).startsWith("{\"result\":\"unknown\"");
  }

  @Test
  void ignoresOtherTopicsAndSurvivesAGateThatFails() throws Exception {
    bus.arrive("dunlin/v1/pond/m/Not A Slug/put", "abc", Map.of());
    bus.arrive("dunlin/v1/lake/m/x/put", "abc", Map.of());
    bus.arrive("dunlin/v1/pond/m/x/put/0/3", "abc", Map.of());
    bus.arrive("dunlin/v1/pond/m/x/put/4/3", "abc", Map.of());
    bus.arrive("dunlin/v1/pond/m/x/put", "", Map.of());
    bus.arrive("dunlin/v1/pond/m/boom/put", "abc", Map.of());
    bus.arrive("dunlin/v1/pond/m/x/put", "abc", Map.of());

    assertThat(text(bus.next())).contains("accepted");
    assertThat(gate.files).containsExactly("x=abc");
    assertThat(events).extracting(Event::number).containsExactly(2110);
  }

  @Test
  void publishesAStatusWhenItDiffers() {
    topics.status("x", bytes("1"));
    topics.status("x", bytes("1"));
    topics.status("x", bytes("2"));

    assertThat(bus.published).extracting(MissionTopicsTest::text).containsExactly("1", "2");
    assertThat(bus.published).allMatch(BusMessage::retained);
  }

  private static String text(BusMessage message) {
    return new String(message.payload(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Gate implements MissionGate {
    final List<String> files = new CopyOnWriteArrayList<>();

    @Override
    public IntakeResult accept(byte[] file, String name, String via) {
      if (name.equals("boom")) throw new IllegalStateException("boom");
      files.add(name + "=" + new String(file, StandardCharsets.UTF_8));
      return new Accepted(name, "00", 1, false, List.of());
    }

    @Override
    public boolean cancel(String name, String via) throws IOException {
      return name.equals("x");
    }
  }

  private static final class Bus implements MessageBus {
    private record Subscription(String filter, Consumer<BusMessage> listener) {}

    final BlockingQueue<BusMessage> published = new LinkedBlockingQueue<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    void arrive(String topic, String payload, Map<String, String> properties) {
      arrive(BusMessage.request(topic, bytes(payload), new TreeMap<>(properties)));
    }

    void arrive(BusMessage message) {
      for (Subscription each : subscriptions) {
        if (Topics.matches(each.filter(), message.topic())) each.listener().accept(message);
      }
    }

    BusMessage next() throws InterruptedException {
      BusMessage next = published.poll(30, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      return next;
    }

    @Override
    public void subscribe(String filter, Consumer<BusMessage> listener) {
      subscriptions.add(new Subscription(filter, listener));
    }

    @Override
    public void publish(BusMessage message) {
      published.add(message);
    }

    @Override
    public boolean await(Duration atMost) {
      return true;
    }

    @Override
    public long dropped() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
