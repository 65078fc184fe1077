package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The last four bytes of a packet: CRC-32C over the sender's identity and the packet. The identity
 * is not in the packet: so a session tag that two processes happen to share is found out, and no
 * dictionary is ever read with another's indices. Protects against accidents, not against forgers.
 */
final class Check {
  static final int BYTES = 4;

  private Check() {}

  /** The packet with its check behind it. */
  static byte[] seal(ByteWriter packet, @Nullable Incarnation sender) {
    byte[] bare = packet.toBytes();
    packet.u32(crc(bare, bare.length, sender));
    return packet.toBytes();
  }

  /** Is the packet whole, and from this sender? */
  static boolean holds(byte[] packet, @Nullable Incarnation sender) {
    int length = packet.length - BYTES;
    return length >= Header.BYTES
        && ByteBuffer.wrap(packet).getInt(length) == (int) crc(packet, length, sender);
  }

  /** What stands between header and check. */
  static ByteReader body(byte[] packet) {
    return new ByteReader(Arrays.copyOfRange(packet, Header.BYTES, packet.length - BYTES));
  }

  private static long crc(byte[] packet, int length, @Nullable Incarnation sender) {
    var crc = new CRC32C();
    if (sender != null) {
      var identity = new ByteWriter();
      sender.write(identity);
      crc.update(identity.toBytes());
    }
    crc.update(packet, 0, length);
    return crc.getValue();
  }
}
