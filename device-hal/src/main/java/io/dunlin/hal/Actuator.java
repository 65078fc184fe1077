package io.dunlin.hal;

/**
 * A switch: a lamp, a siren, a release hook. Off when the hardware is opened and when it closes.
 */
public interface Actuator {
  /** Unique in one device: {@code [a-z0-9][a-z0-9_-]{0,31}}. */
  String name();

  /** Drives the switch and answers the level that it has now. Never throws. */
  Reading<Boolean> drive(boolean on);
}
