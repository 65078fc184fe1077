package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.TransportCounts;
import java.util.concurrent.atomic.LongAdder;

/** What goes through an endpoint, counted from several threads. */
final class Counters {
  final LongAdder sentPackets = new LongAdder();
  final LongAdder sentBytes = new LongAdder();
  final LongAdder receivedPackets = new LongAdder();
  final LongAdder receivedBytes = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder malformed = new LongAdder();

  /** Datagrams that came faster than they could be handled. */
  final LongAdder overrun = new LongAdder();

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
