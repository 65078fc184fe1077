package io.dunlin.crdt.reconcile;

/**
 * The key of a keyed hash that both ends of one exchange share and others cannot guess, so that
 * nobody can choose items that collide. SipHash-2-4, Aumasson and Bernstein 2012.
 *
 * @param k0 the first half of the key
 * @param k1 the second half
 */
public record HashKey(long k0, long k1) {
  /** The hash of eight bytes, the number in little-endian order. */
  public long hash(long item) {
    State state = new State(k0, k1);
    state.word(item);
    return state.end(8L << 56);
  }

  /** The hash of any bytes. */
  public long hash(byte[] bytes) {
    State state = new State(k0, k1);
    int at = 0;
    for (; at + 8 <= bytes.length; at += 8) {
      state.word(littleEndian(bytes, at, 8));
    }
    return state.end((long) bytes.length << 56 | littleEndian(bytes, at, bytes.length - at));
  }

  private static long littleEndian(byte[] bytes, int at, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes[at + i] & 0xffL) << (8 * i);
    }
    return word;
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void word(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long end(long last) {
      word(last);
      v2 ^= 0xff;
      for (int i = 0; i < 4; i++) {
        round();
      }
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
