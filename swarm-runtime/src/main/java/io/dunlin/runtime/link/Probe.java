package io.dunlin.runtime.link;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The packets of the probe channel.
 *
 * <pre>
 * packet:  | version u8 | flags, type u4 u4 | swarm u32 | stream u16 | body | check u32 |
 * request: | nonce u32 | part u8 | heard highest u32 | heard bits u32 | zero * |
 * reply:   | nonce u32 | heard highest u32 | heard bits u32 | gap nanos varint | UTC millis zigzag | uncertainty millis varint |
 * </pre>
 *
 * The check is the CRC-32C of all before it.
 */
sealed interface Probe {
  int VERSION = 1;
  int TYPE_REQUEST = 1;
  int TYPE_REPLY = 2;
  int FLAG_UTC = 0x40;
  int CHECK_BYTES = 4;

  /** A probe by itself, or the first or second of a pair sent back to back. */
  int ALONE = 0;

  int FIRST = 1;
  int SECOND = 2;

  /** Which of the reader's requests the writer heard: the latest, and the 32 up to it as bits. */
  record Heard(int highest, int bits) {
    /** So many of the last requests, at most 32, were heard. */
    int count(int window) {
      return Integer.bitCount(window >= 32 ? bits : bits & ((1 << window) - 1));
    }
  }

  /** Please answer. */
  record Request(int stream, int nonce, int part, Heard heard, int bytes) implements Probe {}

  /**
   * The answer.
   *
   * @param stream of the writer
   * @param gapNanos time between the arrivals of a pair, 0 if there was none
   * @param hasUtc whether the next two mean anything
   */
  record Reply(
      int stream,
      int nonce,
      Heard heard,
      long gapNanos,
      boolean hasUtc,
      long utcMillis,
      long uncertaintyMillis)
      implements Probe {}

  /** Bytes, padded to the size asked for where that is more than needed. */
  static byte[] write(Probe probe, int swarmTag) {
    var out = new ByteWriter();
    switch (probe) {
      case Request(int stream, int nonce, int part, Heard heard, int bytes) -> {
        header(out, TYPE_REQUEST, swarmTag, stream).u32(nonce & 0xffff_ffffL).u8(part);
        write(out, heard);
        out.raw(new byte[Math.max(0, bytes - out.size() - CHECK_BYTES)]);
      }
      case Reply reply -> {
        int type = TYPE_REPLY | (reply.hasUtc() ? FLAG_UTC : 0);
        header(out, type, swarmTag, reply.stream()).u32(reply.nonce() & 0xffff_ffffL);
        write(out, reply.heard());
        out.varint(reply.gapNanos()).zigzag(reply.utcMillis()).varint(reply.uncertaintyMillis());
      }
    }
    byte[] bare = out.toBytes();
    return out.u32(check(bare, bare.length)).toBytes();
  }

  private static ByteWriter header(ByteWriter out, int type, int swarmTag, int stream) {
    return out.u8(VERSION).u8(type).u32(swarmTag & 0xffff_ffffL).u16(stream);
  }

  private static void write(ByteWriter out, Heard heard) {
    out.u32(heard.highest() & 0xffff_ffffL).u32(heard.bits() & 0xffff_ffffL);
  }

  /**
   * Reads hostile bytes.
   *
   * @throws MalformedException for whatever is not a whole packet of this swarm
   */
  static Probe read(byte[] packet, int swarmTag) throws MalformedException {
    int length = packet.length - CHECK_BYTES;
    if (length < 8 || ByteBuffer.wrap(packet).getInt(length) != (int) check(packet, length)) {
      throw new MalformedException("the check does not hold");
    }
    var in = new ByteReader(packet);
    int version = in.u8();
    int type = in.u8();
    if (version != VERSION || (int) in.u32() != swarmTag) {
      throw new MalformedException("another version or swarm");
    }
    int stream = in.u16();
    int nonce = (int) in.u32();
    if (type == TYPE_REQUEST) {
      int part = in.u8();
      return new Request(stream, nonce, part, heard(in), packet.length);
    }
    if ((type & ~FLAG_UTC) != TYPE_REPLY) {
      throw new MalformedException("a probe of unknown type " + type);
    }
    boolean hasUtc = (type & FLAG_UTC) != 0;
    var heard = heard(in);
    var reply = new Reply(stream, nonce, heard, in.varint(), hasUtc, in.zigzag(), in.varint());
    in.raw(CHECK_BYTES);
    in.end();
    return reply;
  }

  private static Heard heard(ByteReader in) throws MalformedException {
    return new Heard((int) in.u32(), (int) in.u32());
  }

  private static long check(byte[] packet, int length) {
    var crc = new CRC32C();
    crc.update(packet, 0, length);
    return crc.getValue();
  }
}
