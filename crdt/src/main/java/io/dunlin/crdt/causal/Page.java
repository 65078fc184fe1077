package io.dunlin.crdt.causal;

import java.util.Arrays;

/**
 * What the writes of one log carry whose seqs lie in one window of 64: a bit for each write that is
 * alive, and what they carry packed in their order. Immutable; about one byte a write beside the
 * references when full.
 *
 * @param base the first seq of the window, a multiple of 64
 * @param bits bit i for seq base + i
 * @param items one for each bit set; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below look inside the array
record Page(long base, long bits, Object[] items) {
  static final int SEQS = 64;

  static long baseOf(long seq) {
    return seq & -SEQS;
  }

  static Page of(long seq, Object item) {
    return new Page(baseOf(seq), 1L << seq, new Object[] {item});
  }

  int count() {
    return items.length;
  }

  boolean has(long seq) {
    return (bits & (1L << seq)) != 0;
  }

  /** What the write carries; it must be there. */
  Object get(long seq) {
    return items[rank(1L << seq)];
  }

  private int rank(long bit) {
    return Long.bitCount(bits & (bit - 1));
  }

  /** This and one write more, which is not there yet. */
  Page with(long seq, Object item) {
    int at = rank(1L << seq);
    Object[] more = new Object[items.length + 1];
    System.arraycopy(items, 0, more, 0, at);
    more[at] = item;
    System.arraycopy(items, at, more, at + 1, items.length - at);
    return new Page(base, bits | 1L << seq, more);
  }

  /** The writes among these bits; this itself if that is all. */
  Page keeping(long keep) {
    return joined(this, keep & bits, this, 0);
  }

  /** These writes of a and those of b, which are others; one of them itself if that is the same. */
  static Page joined(Page a, long fromA, Page b, long fromB) {
    long bits = fromA | fromB;
    if (fromB == 0 && bits == a.bits) {
      return a;
    }
    Object[] items = new Object[Long.bitCount(bits)];
    int at = 0;
    for (long rest = bits; rest != 0; rest &= rest - 1) {
      long bit = Long.lowestOneBit(rest);
      items[at++] = (fromA & bit) != 0 ? a.items[a.rank(bit)] : b.items[b.rank(bit)];
    }
    return new Page(a.base, bits, items);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Page that
            && base == that.base
            && bits == that.bits
            && Arrays.equals(items, that.items));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(base) + Long.hashCode(bits)) + Arrays.hashCode(items);
  }
}
