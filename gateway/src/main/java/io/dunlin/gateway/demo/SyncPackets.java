package io.dunlin.gateway.demo;

import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.sync.Sighting;
import java.util.Arrays;

/** Sees which entries a captured datagram carries. */
final class SyncPackets {
  private static final byte PAYLOAD_MARKER = (byte) 0xff;

  private SyncPackets() {}

  /** Whether a CoAP datagram carries this observation of its sender. */
  static boolean carries(byte[] datagram, long seq) {
    int payload = payloadOf(datagram);
    return payload >= 0
        && Sighting.ownEntries(
                Arrays.copyOfRange(datagram, payload, datagram.length), Lane.TELEMETRY.number())
            .contains(seq);
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
