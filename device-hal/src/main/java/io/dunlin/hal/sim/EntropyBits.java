package io.dunlin.hal.sim;

import java.io.ByteArrayOutputStream;

/**
 * The entropy-coded part of a JPEG: bits, high first, a zero byte after each FF (T.81, F.1.2.3).
 */
final class EntropyBits {
  private final ByteArrayOutputStream out;
  private int bits;
  private int bitCount;

  EntropyBits(int expectedBytes) {
    this.out = new ByteArrayOutputStream(expectedBytes);
  }

  void put(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bits = bits << 1 | (value >> i & 1);
      bitCount++;
      if (bitCount == 8) {
        int whole = bits & 0xFF;
        out.write(whole);
        if (whole == 0xFF) {
          out.write(0);
        }
        bits = 0;
        bitCount = 0;
      }
    }
  }

  /** Pads with ones. */
  byte[] toBytes() {
    while (bitCount != 0) {
      put(1, 1);
    }
    return out.toByteArray();
  }
}
