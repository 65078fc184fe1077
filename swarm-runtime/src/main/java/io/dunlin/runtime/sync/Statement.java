package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.sync.PeerDictionary.UnknownIndexException;

/**
 * What a replica says it has of one log, within a range of sequence numbers; nothing is said about
 * what lies outside.
 *
 * <pre>
 * statement: | reference varint | head varint | from varint, if head bit 0 | length varint * (head / 4) |
 * </pre>
 *
 * The lengths alternate: so many present from {@code from} on (1 if it is not given), so many
 * absent, so many present … Only the first may be 0. Head bit 1: the range ends with the last
 * length; otherwise all that follows is absent.
 *
 * @param present within {@code from} to {@code to}
 */
record Statement(LogId log, long from, long to, IntervalSet present) {
  static final int HAS_FROM = 1;
  static final int CLOSED = 2;
  static final int HEAD_SHIFT = 2;

  IntervalSet range() {
    return IntervalSet.of(from, to);
  }

  static Statement read(ByteReader in, PeerDictionary dictionary)
      throws MalformedException, UnknownIndexException {
    LogId log = dictionary.log(in.varint(Integer.MAX_VALUE));
    int head = in.varint(Integer.MAX_VALUE);
    int lengths = head >>> HEAD_SHIFT;
    if (lengths > in.remaining()) {
      throw new MalformedException(lengths + " lengths in " + in.remaining() + " bytes");
    }
    long from = (head & HAS_FROM) == 0 ? 1 : positive(in.varint());
    boolean closed = (head & CLOSED) != 0;
    if (closed && lengths == 0) {
      throw new MalformedException("a statement about nothing");
    }
    var present = new IntervalSet.Builder(lengths / 2 + 1);
    long next = from;
    for (int i = 0; i < lengths; i++) {
      long length = in.varint();
      if (length < 0 || (length == 0 && i > 0) || length > Long.MAX_VALUE - next) {
        throw new MalformedException("a run out of range");
      }
      if (length > 0 && i % 2 == 0) {
        present.add(next, next + length - 1);
      }
      next += length;
    }
    if (closed && next == from) {
      throw new MalformedException("a statement about nothing");
    }
    return new Statement(log, from, closed ? next - 1 : Long.MAX_VALUE, present.build());
  }

  private static long positive(long value) throws MalformedException {
    if (value < 1) {
      throw new MalformedException("a seq out of range");
    }
    return value;
  }
}
