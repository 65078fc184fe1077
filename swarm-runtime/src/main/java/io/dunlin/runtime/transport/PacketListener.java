package io.dunlin.runtime.transport;

/** Where a transport puts what arrives. */
@FunctionalInterface
public interface PacketListener {
  /**
   * One packet arrived. Called on the transport's threads, at times from several at once: hand the
   * packet over and return, do not work here.
   *
   * @param address where an answer can be sent with the same transport, such as {@code
   *     coap://127.0.0.1:5683} or {@code mqtt:<32 hex of the device>}; a claim, not an identity
   * @param payload the caller's own copy, 0 to {@link Transport#PAYLOAD_BYTES_MAX} bytes, unchecked
   */
  void packet(String address, Channel channel, byte[] payload);
}
