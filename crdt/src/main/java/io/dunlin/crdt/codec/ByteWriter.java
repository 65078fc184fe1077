package io.dunlin.crdt.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes what {@link ByteReader} reads; numbers big-endian. Grows as needed. */
public final class ByteWriter {
  private byte[] bytes = new byte[64];
  private int size;

  /** One byte, 0 to 255. */
  public ByteWriter u8(int value) {
    return unsigned(value, 1);
  }

  /** Two bytes, 0 to 65,535. */
  public ByteWriter u16(int value) {
    return unsigned(value, 2);
  }

  /** Four bytes, 0 to 2^32 - 1. */
  public ByteWriter u32(long value) {
    return unsigned(value, 4);
  }

  /** Eight bytes, any value. */
  public ByteWriter u64(long value) {
    return bigEndian(value, 8);
  }

  private ByteWriter unsigned(long value, int width) {
    if (value >>> (8 * width) != 0) {
      throw new IllegalArgumentException(value + " does not fit " + width + " unsigned bytes");
    }
    return bigEndian(value, width);
  }

  private ByteWriter bigEndian(long value, int width) {
    room(width);
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** One to ten bytes, seven bits each, lowest first; the value is taken as unsigned. */
  public ByteWriter varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** How many bytes a number takes as a varint. */
  static int varintBytes(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  /** A signed number as a varint, short when near zero. */
  public ByteWriter zigzag(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  /** Length as a varint, then the bytes. */
  public ByteWriter bytes(byte[] value) {
    return varint(value.length).raw(value);
  }

  /** The bytes alone. */
  public ByteWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /**
   * Length in bytes as a varint, then UTF-8.
   *
   * @throws IllegalArgumentException if the text has an unpaired surrogate
   */
  public ByteWriter string(String value) {
    try {
      ByteBuffer text = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
      byte[] utf8 = new byte[text.remaining()];
      text.get(utf8);
      return bytes(utf8);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text with an unpaired surrogate", e);
    }
  }

  /** What was written; a fresh array. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}
