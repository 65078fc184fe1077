package io.dunlin.gateway.demo;

/** Tells deltas from other sync packets, as a captured datagram shows them. */
final class SyncPackets {
  private static final byte PAYLOAD_MARKER = (byte) 0xff;

  /** Second byte of a sync packet, docs/formats/sync.md. */
  private static final int TYPE_BITS = 0x0f;

  private static final int DELTA = 5;

  private SyncPackets() {}

  /** Whether a CoAP datagram carries a delta of the sync protocol. */
  static boolean isDelta(byte[] datagram) {
    int payload = payloadOf(datagram);
    return payload >= 0
        && payload + 2 <= datagram.length
        && (datagram[payload + 1] & TYPE_BITS) == DELTA;
  }

  /** Where the payload begins behind header, token and options (RFC 7252 section 3), or -1. */
  private static int payloadOf(byte[] datagram) {
    if (datagram.length < 4) return -1;
    int at = 4 + (datagram[0] & 0x0f);
    while (at < datagram.length && datagram[at] != PAYLOAD_MARKER) {
      int delta = datagram[at] >> 4 & 0x0f;
      int length = datagram[at] & 0x0f;
      at += 1 + extension(delta);
      if (length == 13 && at < datagram.length) length = 13 + (datagram[at] & 0xff);
      else if (length > 13) return -1;
      at += length > 12 ? 1 + length : length;
    }
    return at < datagram.length ? at + 1 : -1;
  }

  private static int extension(int nibble) {
    return nibble == 13 ? 1 : nibble == 14 ? 2 : 0;
  }
}
