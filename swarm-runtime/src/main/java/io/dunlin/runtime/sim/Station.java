package io.dunlin.runtime.sim;

import io.dunlin.runtime.transport.Channel;

/** Somebody with an antenna. */
interface Station {
  /** Its name on the air; what comes before the colon is the transport. */
  String address();

  Scenario.Point placeAt(long nanos);

  void hear(String from, Channel channel, byte[] packet);
}
