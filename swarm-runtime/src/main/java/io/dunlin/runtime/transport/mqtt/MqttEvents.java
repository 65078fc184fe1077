package io.dunlin.runtime.transport.mqtt;

import io.dunlin.runtime.step.Event;

/** What the connection to the broker reports; numbers of docs/operations/events.md. */
final class MqttEvents {
  private MqttEvents() {}

  static Event connected(String broker) {
    return Event.of(1801, "transport.mqtt.connected", "broker", broker);
  }

  static Event lost(String broker, String reason) {
    return Event.of(1802, "transport.mqtt.lost", "broker", broker, "reason", reason);
  }

  /** Reported at the failures 1, 2, 4, 8 and so on. */
  static Event unreachable(String broker, String reason, int failures) {
    return Event.of(
        1803,
        "transport.mqtt.unreachable",
        "broker",
        broker,
        "reason",
        reason,
        "failures",
        failures);
  }
}
