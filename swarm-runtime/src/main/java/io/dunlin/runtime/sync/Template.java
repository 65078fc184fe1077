package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * What the bodies of several entries have in common. Such as are eight bytes (the name of a series)
 * and then varints, each in its shortest spelling, are taken apart into columns and put together
 * again byte for byte. Sync knows no more of them than this.
 *
 * @param columns how many varints, 0 if the bodies stay whole
 * @param prefix the eight bytes, big-endian; 0 if the bodies stay whole
 */
record Template(byte kind, int columns, long prefix) {
  static final int COLUMNS_MAX = 33;
  private static final int PREFIX_BYTES = Long.BYTES;
  private static final int VARINT_BYTES_MAX = 10;

  static Template whole(byte kind) {
    return new Template(kind, 0, 0);
  }

  static Template of(byte kind, byte[] body, long[] numbers) {
    long prefix = 0;
    for (int i = 0; i < PREFIX_BYTES; i++) {
      prefix = (prefix << 8) | (body[i] & 0xff);
    }
    return new Template(kind, numbers.length, prefix);
  }

  /** The varints behind the prefix, as zigzag numbers; null if the body does not look like that. */
  static long @Nullable [] numbers(byte[] body) {
    if (body.length <= PREFIX_BYTES
        || body.length > PREFIX_BYTES + COLUMNS_MAX * VARINT_BYTES_MAX
        || body[body.length - 1] < 0) {
      return null;
    }
    int count = 0;
    for (int i = PREFIX_BYTES; i < body.length; i++) {
      count += body[i] >= 0 ? 1 : 0;
    }
    if (count > COLUMNS_MAX) {
      return null;
    }
    var numbers = new long[count];
    int at = PREFIX_BYTES;
    for (int i = 0; i < count; i++) {
      int end = at;
      while (body[end] < 0) {
        end++;
      }
      if (!isShortest(body, at, end)) {
        return null;
      }
      numbers[i] = number(body, at, end);
      at = end + 1;
    }
    return numbers;
  }

  private static boolean isShortest(byte[] body, int at, int end) {
    int bytes = end - at + 1;
    return bytes <= VARINT_BYTES_MAX
        && (body[end] != 0 || bytes == 1)
        && (bytes < VARINT_BYTES_MAX || body[end] == 1);
  }

  private static long number(byte[] body, int at, int end) {
    long value = 0;
    for (int i = end; i >= at; i--) {
      value = (value << 7) | (body[i] & 0x7f);
    }
    return value >>> 1 ^ -(value & 1);
  }

  /** The body that has these numbers. */
  byte[] body(long[] numbers) {
    var out = new ByteWriter().u64(prefix);
    for (long number : numbers) {
      out.zigzag(number);
    }
    return out.toBytes();
  }
}
