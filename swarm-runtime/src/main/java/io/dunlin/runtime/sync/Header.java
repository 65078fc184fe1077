package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;

/**
 * The first eight bytes of every packet.
 *
 * <pre>
 * packet: | version u8 | flags, type u4 u4 | swarm u32 | session u16 | body | check u32, but for a beacon |
 * </pre>
 *
 * @param flags upper four bits of the second byte, in place
 * @param type lower four bits of it
 * @param swarm tag of the sender's swarm
 * @param session tag the sender's process chose for itself
 */
record Header(int version, int flags, int type, int swarm, int session) {
  static final int VERSION = 1;
  static final int BYTES = 8;

  static final int ANNOUNCE = 1;
  static final int NEED = 2;
  static final int BEACON = 3;
  static final int SUMMARY = 4;
  static final int DELTA = 5;
  static final int FRAGMENT = 6;
  static final int WANT = 7;
  static final int PRUNE = 8;
  static final int RECEIPT = 9;

  /** Any packet: an authenticator of a later version follows the check. */
  static final int AUTHENTICATED = 0x80;

  /** Announce: announce yourself too. */
  static final int ASK = 0x40;

  /** Announce: not all lanes are wanted. */
  static final int SOME_LANES = 0x20;

  /** Summary: logs left out between the first and the last are empty at the sender. */
  static final int FULL = 0x40;

  /** Summary: answer with yours where we differ. */
  static final int OPEN = 0x20;

  /** Beacon: keep what I write, in every lane. */
  static final int KEEP = 0x40;

  /** Full summary: logs after the last one are empty too. */
  static final int END = 0x10;

  /** Any other summary: of logs not stated we have what you know; send what we lack of them. */
  static final int PULL = 0x10;

  /**
   * Delta or fragment: sent because a summary showed a hole; a summary is expected when it is over.
   */
  static final int REPAIR = 0x40;

  /** Delta or fragment: the last of its burst. */
  static final int LAST = 0x20;

  /** Delta: the sender wants what it wrote made durable, and a receipt. */
  static final int COMMIT = 0x10;

  /** Receipt: the statements are about what is committed. */
  static final int COMMITTED = 0x40;

  static Header read(byte[] packet) throws MalformedException {
    var in = new ByteReader(packet);
    int version = in.u8();
    int second = in.u8();
    return new Header(version, second & 0xf0, second & 0x0f, (int) in.u32(), in.u16());
  }

  void write(ByteWriter to) {
    to.u8(version).u8(flags | type).u32(swarm & 0xffff_ffffL).u16(session);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
