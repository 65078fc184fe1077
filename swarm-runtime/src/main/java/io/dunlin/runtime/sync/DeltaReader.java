package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.PeerDictionary.UnknownIndexException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link DeltaWriter} writes: all of a packet or nothing. */
final class DeltaReader {
  /** No log grows longer; keeps sums of sequence numbers far from overflow. */
  static final long SEQ_MAX = 1L << 62;

  /** Bytes of the smallest entry: its time. */
  private static final int ENTRY_BYTES_MIN = 1;

  private DeltaReader() {}

  static List<LogEntry> read(ByteReader in, PeerDictionary dictionary)
      throws MalformedException, UnknownIndexException {
    var entries = new ArrayList<LogEntry>();
    while (in.remaining() > 0) {
      readRun(in, dictionary, entries);
    }
    return entries;
  }

  private static void readRun(ByteReader in, PeerDictionary dictionary, List<LogEntry> entries)
      throws MalformedException, UnknownIndexException {
    LogId log = dictionary.log(in.varint(Integer.MAX_VALUE));
    long first = seq(in);
    int count = in.count(DeltaWriter.COUNT_MAX, ENTRY_BYTES_MIN);
    int shape = in.u8();
    if (count == 0 || shape > (DeltaWriter.ONE_KIND | DeltaWriter.ONE_LENGTH)) {
      throw new MalformedException("a run of unknown shape");
    }
    long[] times = times(in, count);
    var kinds = new byte[count];
    for (int i = 0; i < count; i++) {
      kinds[i] = i > 0 && (shape & DeltaWriter.ONE_KIND) != 0 ? kinds[0] : (byte) in.u8();
    }
    var lengths = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] =
          i > 0 && (shape & DeltaWriter.ONE_LENGTH) != 0
              ? lengths[0]
              : in.varint(LogEntry.BODY_BYTES_MAX);
    }
    for (int i = 0; i < count; i++) {
      entries.add(new LogEntry(new Dot(log, first + i), times[i], kinds[i], in.raw(lengths[i])));
    }
  }

  /** A sequence number in its bounds. */
  static long seq(ByteReader in) throws MalformedException {
    long seq = in.varint();
    if (seq < 1 || seq > SEQ_MAX) {
      throw new MalformedException("a seq out of range");
    }
    return seq;
  }

  private static long[] times(ByteReader in, int count) throws MalformedException {
    var times = new long[count];
    long difference = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0) {
        times[0] = in.varint();
      } else {
        difference = i == 1 ? in.zigzag() : difference + in.zigzag();
        times[i] = times[i - 1] + difference;
      }
    }
    return times;
  }
}
