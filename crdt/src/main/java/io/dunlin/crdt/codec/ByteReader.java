package io.dunlin.crdt.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads hostile bytes; numbers big-endian. Each method ends with a value or a {@link
 * MalformedException}, and checks a length against what is left before it allocates.
 */
public final class ByteReader {
  private final byte[] bytes;
  private int at;

  /** Reads the array from its start. It is not copied. */
  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** One byte, 0 to 255. */
  public int u8() throws MalformedException {
    return (int) bigEndian(1);
  }

  /** Two bytes, 0 to 65,535. */
  public int u16() throws MalformedException {
    return (int) bigEndian(2);
  }

  /** Four bytes, 0 to 2^32 - 1. */
  public long u32() throws MalformedException {
    return bigEndian(4);
  }

  /** Eight bytes, any value. */
  public long u64() throws MalformedException {
    return bigEndian(8);
  }

  private long bigEndian(int width) throws MalformedException {
    need(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | (bytes[at++] & 0xff);
    }
    return value;
  }

  /**
   * An unsigned number of one to ten bytes in its shortest spelling; beyond 2^63 it is negative.
   */
  public long varint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = u8();
      if (shift == 63 && next > 1) {
        throw new MalformedException("a varint beyond 64 bits");
      }
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        if (next == 0 && shift > 0) {
          throw new MalformedException("a varint longer than it need be");
        }
        return value;
      }
    }
    throw new MalformedException("a varint beyond 64 bits");
  }

  /** A signed number as a varint. */
  public long zigzag() throws MalformedException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A varint no greater than max, which is not negative. */
  public int varint(int max) throws MalformedException {
    long value = varint();
    if (value < 0 || value > max) {
      throw new MalformedException("a number above " + max);
    }
    return (int) value;
  }

  /** How many things follow that take at least so many bytes each: never more than can be left. */
  public int count(int max, int bytesEach) throws MalformedException {
    int count = varint(max);
    if ((long) count * bytesEach > remaining()) {
      throw new MalformedException(count + " things in " + remaining() + " bytes");
    }
    return count;
  }

  /** Bytes with their length before them, at most max. */
  public byte[] bytes(int max) throws MalformedException {
    return raw(count(max, 1));
  }

  /** So many bytes; a fresh array. */
  public byte[] raw(int length) throws MalformedException {
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** Well-formed UTF-8 with its length before it, at most max bytes. */
  public String string(int max) throws MalformedException {
    int length = count(max, 1);
    try {
      ByteBuffer text = ByteBuffer.wrap(bytes, at, length);
      at += length;
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("text that is not UTF-8");
    }
  }

  /** How many bytes are left. */
  public int remaining() {
    return bytes.length - at;
  }

  /** Ends the reading; bytes left over are an error. */
  public void end() throws MalformedException {
    if (remaining() > 0) {
      throw new MalformedException(remaining() + " bytes too many");
    }
  }

  private void need(int length) throws MalformedException {
    if (length < 0 || length > remaining()) {
      throw new MalformedException(length + " bytes needed, " + remaining() + " left");
    }
  }
}
