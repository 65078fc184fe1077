package io.dunlin.runtime.transport;

/**
 * Carries packets to neighbours, unreliably: a packet may be lost, doubled or reordered, never
 * altered in length without being dropped.
 */
public interface Transport extends AutoCloseable {
  /** A longer packet is dropped and counted, by the sender and by the receiver. */
  int PAYLOAD_BYTES_MAX = 1_024;

  /** The part of an address before the colon: {@code coap} or {@code mqtt}. */
  String scheme();

  /**
   * Sends one packet, or drops and counts it: too long, address not understood, network absent,
   * queue full, transport closed. Never blocks and never throws for the network. Any thread may
   * call.
   */
  void send(String address, Channel channel, byte[] packet);

  /** What went through so far; cheap enough to ask every second. */
  TransportCounts counts();

  /** Stops the transport's threads and frees its sockets; calling it again does nothing. */
  @Override
  void close();
}
