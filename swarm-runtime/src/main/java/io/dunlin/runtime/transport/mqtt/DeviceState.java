package io.dunlin.runtime.transport.mqtt;

import java.util.Locale;

/** What a device says of itself in {@code $state}; the words of Homie 5. */
public enum DeviceState {
  INIT,
  READY,
  SLEEPING,
  DISCONNECTED,
  /** Said by the broker, as the last will of a device whose connection broke. */
  LOST;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
