package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.MalformedException;

/** Takes bits from bytes, the highest first. */
final class BitReader {
  private final ByteReader in;
  private int current;
  private int left;

  BitReader(ByteReader in) {
    this.in = in;
  }

  int bit() throws MalformedException {
    if (left == 0) {
      current = in.u8();
      left = 8;
    }
    return current >>> --left & 1;
  }

  long bits(int count) throws MalformedException {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** What fills the last byte is zeros. */
  void end() throws MalformedException {
    if (bits(left) != 0) {
      throw new MalformedException("bits after the last number");
    }
  }
}
