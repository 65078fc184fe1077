package io.dunlin.runtime.transport.fetch;

import java.util.BitSet;

/** Bytes that come in blocks, in any order; knows which are there and which to ask for next. */
final class Pieces {
  private final byte[] bytes;
  private final BitSet here = new BitSet();
  private final int blocks;
  private int next;

  Pieces(int length) {
    bytes = new byte[length];
    blocks = (length + BlobTransfer.BLOCK_BYTES - 1) / BlobTransfer.BLOCK_BYTES;
  }

  /** The next block never asked for; -1 when all were. */
  int takeNext() {
    return next < blocks ? next++ : -1;
  }

  /** Block 0 was asked for before the length was known. */
  void firstTaken() {
    next = 1;
  }

  boolean has(int block) {
    return here.get(block);
  }

  /** False when the payload has not the length that the block must have. */
  boolean put(int block, byte[] payload) {
    int from = block * BlobTransfer.BLOCK_BYTES;
    if (block >= blocks
        || payload.length != Math.min(BlobTransfer.BLOCK_BYTES, bytes.length - from)) {
      return false;
    }
    System.arraycopy(payload, 0, bytes, from, payload.length);
    here.set(block);
    return true;
  }

  boolean complete() {
    return here.cardinality() == blocks;
  }

  byte[] bytes() {
    return bytes;
  }
}
