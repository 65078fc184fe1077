package io.dunlin.runtime.sim;

import java.util.HexFormat;

/** A running hash of everything that happened, in order: equal runs have equal traces. */
final class Trace {
  private long hash = 0x9e3779b97f4a7c15L;

  void add(long value) {
    long mixed = (hash ^ value) * 0xff51afd7ed558ccdL;
    hash = mixed ^ mixed >>> 32;
  }

  void add(long nanos, int who, int what) {
    add(nanos);
    add(((long) who << 32) | (what & 0xffff_ffffL));
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(hash);
  }
}
