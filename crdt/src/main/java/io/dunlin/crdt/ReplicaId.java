package io.dunlin.crdt;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Names one replica for ever: 16 bytes, the first half of the SHA-256 of its public key. Ordered as
 * the unsigned big-endian number it is.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record ReplicaId(long high, long low) implements Comparable<ReplicaId> {
  /** Length of the binary form. */
  public static final int BYTES = 16;

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException unless there are exactly 16 bytes
   */
  public static ReplicaId of(byte[] sixteen) {
    if (sixteen.length != BYTES) {
      throw new IllegalArgumentException("a replica id has 16 bytes, not " + sixteen.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(sixteen);
    return new ReplicaId(buffer.getLong(), buffer.getLong());
  }

  /**
   * Reads the text form, 32 hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static ReplicaId parse(String hex32) {
    if (hex32.length() != 2 * BYTES) {
      throw new IllegalArgumentException("a replica id has 32 hex digits, not " + hex32.length());
    }
    return of(HexFormat.of().parseHex(hex32));
  }

  /** The 16 bytes, big-endian; a fresh array. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /** The first 8 digits, for people to read; not unique. */
  public String shortHex() {
    return toString().substring(0, 8);
  }

  @Override
  public int compareTo(ReplicaId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
