package io.dunlin.runtime.transport.mqtt;

import io.dunlin.runtime.transport.TransportCounts;
import java.util.concurrent.atomic.LongAdder;

/** What goes through the broker, counted from several threads; only packets count. */
final class MqttCounters {
  final LongAdder dropped = new LongAdder();
  final LongAdder malformed = new LongAdder();
  private final LongAdder sentPackets = new LongAdder();
  private final LongAdder sentBytes = new LongAdder();
  private final LongAdder receivedPackets = new LongAdder();
  private final LongAdder receivedBytes = new LongAdder();

  void published(Outgoing message, boolean left) {
    if (message.packet() && left) {
      sentPackets.increment();
      sentBytes.add(message.payload().length);
    } else if (message.packet()) {
      dropped.increment();
    }
  }

  void received(int payloadBytes) {
    receivedPackets.increment();
    receivedBytes.add(payloadBytes);
  }

  TransportCounts total() {
    return new TransportCounts(
        sentPackets.sum(),
        sentBytes.sum(),
        receivedPackets.sum(),
        receivedBytes.sum(),
        dropped.sum(),
        malformed.sum());
  }
}
