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

  private DeltaReader() {}

  /** Entries read so far, with what they take. */
  static final class Taken {
    private final List<LogEntry> entries = new ArrayList<>();
    private int bytes;

    void add(LogEntry entry) throws MalformedException {
      bytes += DeltaWriter.expandedBytes(entry);
      if (bytes > DeltaWriter.EXPANDED_BYTES_MAX) {
        throw new MalformedException("a packet that holds too much");
      }
      entries.add(entry);
    }
  }

  static List<LogEntry> read(ByteReader in, PeerDictionary dictionary)
      throws MalformedException, UnknownIndexException {
    var taken = new Taken();
    while (in.remaining() > 0) {
      readRun(in, dictionary, taken);
    }
    return taken.entries;
  }

  private static void readRun(ByteReader in, PeerDictionary dictionary, Taken taken)
      throws MalformedException, UnknownIndexException {
    LogId log = dictionary.log(in.varint(Integer.MAX_VALUE));
    long first = seq(in);
    int shape = in.u8();
    int units = (shape & Run.UNITS) >>> Run.UNIT_SHIFT;
    if (units == TimeUnit.values().length) {
      throw new MalformedException("times of unknown unit");
    }
    TimeUnit unit = TimeUnit.at(units);
    if ((shape & Run.SINGLE) != 0) {
      taken.add(single(in, new Dot(log, first), shape & ~Run.UNITS, unit));
      return;
    }
    int count = in.varint(Run.COUNT_MAX);
    int layout = shape & ~Run.UNITS;
    if (count == 0) {
      throw new MalformedException("a run of nothing");
    } else if (layout == Run.COLUMNS) {
      ColumnReader.read(in, log, first, count, unit, taken);
    } else if (layout < Run.COLUMNS) {
      plain(in, log, first, count, layout, unit, taken);
    } else {
      throw new MalformedException("a run of unknown shape");
    }
  }

  private static LogEntry single(ByteReader in, Dot dot, int shape, TimeUnit unit)
      throws MalformedException {
    if ((shape & ~(Run.SINGLE | Run.REST | Run.KINDS)) != 0) {
      throw new MalformedException("a run of unknown shape");
    }
    long nanos = in.varint() * unit.nanos;
    int kind = shape & Run.KINDS;
    if (kind == 0) {
      kind = in.u8();
    }
    byte[] body =
        (shape & Run.REST) != 0 ? in.raw(in.remaining()) : in.bytes(LogEntry.BODY_BYTES_MAX);
    return new LogEntry(dot, nanos, (byte) kind, body);
  }

  private static void plain(
      ByteReader in, LogId log, long first, int count, int layout, TimeUnit unit, Taken taken)
      throws MalformedException {
    long[] times = times(in, count);
    var kinds = new byte[count];
    for (int i = 0; i < count; i++) {
      kinds[i] = i > 0 && (layout & Run.ONE_KIND) != 0 ? kinds[0] : (byte) in.u8();
    }
    var lengths = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] =
          i > 0 && (layout & Run.ONE_LENGTH) != 0 ? lengths[0] : in.varint(LogEntry.BODY_BYTES_MAX);
    }
    for (int i = 0; i < count; i++) {
      long nanos = times[i] * unit.nanos;
      taken.add(new LogEntry(new Dot(log, first + i), nanos, kinds[i], in.raw(lengths[i])));
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
