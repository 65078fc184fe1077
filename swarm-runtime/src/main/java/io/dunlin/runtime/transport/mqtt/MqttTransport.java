package io.dunlin.runtime.transport.mqtt;

import io.dunlin.runtime.senml.SenmlFormat;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.PacketListener;
import io.dunlin.runtime.transport.Transport;
import io.dunlin.runtime.transport.TransportCounts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Packets and telemetry through an MQTT broker. A broker that is not there is normal: one thread
 * keeps trying, and what is sent meanwhile is dropped and counted. What the device says of itself
 * ({@link #state}, {@link #info}) is kept and said again on every connection.
 */
public final class MqttTransport implements Transport {
  /** A longer document about the device is refused. */
  public static final int INFO_BYTES_MAX = 64 * 1024;

  private static final long STOP_MILLIS = 5_000;
  private static final Pattern SERIES = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final Topics topics;
  private final MqttCounters counters = new MqttCounters();
  private final BrokerLoop loop;
  private final Thread thread;

  private MqttTransport(MqttSettings settings, PacketListener listener, Consumer<Event> events) {
    topics = new Topics(settings.swarm(), settings.device());
    loop = new BrokerLoop(settings, topics, listener, events, counters);
    thread = Thread.ofPlatform().daemon().name("dunlin-mqtt").unstarted(loop);
  }

  /**
   * Starts to connect and returns at once; {@code $state} is {@code init} until {@link #state} says
   * otherwise.
   *
   * @param events connected, lost, unreachable: numbers 1801 to 1803, on the transport's thread
   */
  public static MqttTransport open(
      MqttSettings settings, PacketListener listener, Consumer<Event> events) {
    var transport = new MqttTransport(settings, listener, events);
    transport.state(DeviceState.INIT);
    transport.thread.start();
    return transport;
  }

  /** Whether the broker is there now. */
  public boolean connected() {
    return loop.connected();
  }

  /** Says how the device is, retained. */
  public void state(DeviceState state) {
    byte[] word = state.word().getBytes(StandardCharsets.UTF_8);
    loop.retain(new Outgoing(topics.state(), word, 1, true, null, false));
  }

  /**
   * Says what the device is, retained.
   *
   * @param json at most {@link #INFO_BYTES_MAX} bytes
   * @throws IllegalArgumentException when longer
   */
  public void info(byte[] json) {
    if (json.length > INFO_BYTES_MAX) {
      throw new IllegalArgumentException(
          "$info of " + json.length + " bytes, at most " + INFO_BYTES_MAX);
    }
    loop.retain(new Outgoing(topics.info(), json, 1, true, "application/json", false));
  }

  /** Shows observations to whoever listens; false when nobody can hear them now. */
  public boolean telemetry(String series, SenmlFormat format, byte[] pack) {
    return SERIES.matcher(series).matches()
        && loop.offer(
            new Outgoing(topics.telemetry(series), pack, 0, false, format.mediaType(), false));
  }

  @Override
  public String scheme() {
    return "mqtt";
  }

  @Override
  public void send(String address, Channel channel, byte[] packet) {
    Optional<String> topic =
        packet.length > PAYLOAD_BYTES_MAX ? Optional.empty() : topics.to(address, channel);
    if (topic.isEmpty() || !loop.offer(new Outgoing(topic.get(), packet, 0, false, null, true))) {
      counters.dropped.increment();
    }
  }

  @Override
  public TransportCounts counts() {
    return counters.total();
  }

  /** Says {@code disconnected}, if the broker is there, and leaves; takes at most 5 s. */
  @Override
  public void close() {
    state(DeviceState.DISCONNECTED);
    loop.stop();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
