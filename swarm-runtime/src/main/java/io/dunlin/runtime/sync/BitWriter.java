package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteWriter;

/** Puts bits into bytes, the highest first. */
final class BitWriter {
  private final ByteWriter out;
  private int current;
  private int filled;

  BitWriter(ByteWriter out) {
    this.out = out;
  }

  void bit(int bit) {
    current = current << 1 | bit;
    if (++filled == 8) {
      out.u8(current);
      current = 0;
      filled = 0;
    }
  }

  /** The lowest so many bits of a number, the highest of them first. */
  void bits(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bit((int) (value >>> i) & 1);
    }
  }

  /** Fills the last byte with zeros. */
  void end() {
    while (filled > 0) {
      bit(0);
    }
  }
}
