package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.PeerDictionary.UnknownIndexException;
import java.util.Arrays;

/**
 * A part of an entry that is larger than a packet.
 *
 * <pre>
 * body:  | reference varint | seq varint | whole bytes varint | chunk bytes varint | chunk varint, from 1 | bytes |
 * whole: | kind u8 | boot time u64 | entry body |
 * </pre>
 *
 * All chunks have {@code chunkBytes}, but the last has what is left.
 */
record Fragment(Dot dot, int wholeBytes, int chunkBytes, int chunk, byte[] bytes) {
  private static final int FRAME_BYTES = 9;
  static final int WHOLE_BYTES_MAX = LogEntry.BODY_BYTES_MAX + FRAME_BYTES;

  /** The least that a chunk holds: bounds the number of chunks. */
  static final int CHUNK_BYTES_MIN = 16;

  int chunks() {
    return chunks(wholeBytes, chunkBytes);
  }

  static int chunks(int wholeBytes, int chunkBytes) {
    return (wholeBytes + chunkBytes - 1) / chunkBytes;
  }

  /** All chunk numbers of an entry. */
  static IntervalSet all(int wholeBytes, int chunkBytes) {
    return IntervalSet.of(1, chunks(wholeBytes, chunkBytes));
  }

  static Fragment of(Dot dot, byte[] whole, int chunkBytes, int chunk) {
    int start = (chunk - 1) * chunkBytes;
    int end = Math.min(start + chunkBytes, whole.length);
    return new Fragment(
        dot, whole.length, chunkBytes, chunk, Arrays.copyOfRange(whole, start, end));
  }

  /** How much of an entry fits a packet body of this size, whatever the reference and number. */
  static int chunkBytes(int bodyBytes, int reference, long seq) {
    return bodyBytes - SummaryWriter.size(reference) - SummaryWriter.size(seq) - 3 - 2 - 2;
  }

  static byte[] whole(LogEntry entry) {
    return new ByteWriter()
        .u8(entry.kind() & 0xff)
        .u64(entry.bootNanos())
        .raw(entry.body())
        .toBytes();
  }

  static LogEntry entry(Dot dot, byte[] whole) throws MalformedException {
    var in = new ByteReader(whole);
    byte kind = (byte) in.u8();
    long bootNanos = in.u64();
    return new LogEntry(dot, bootNanos, kind, in.raw(in.remaining()));
  }

  void write(ByteWriter out, int reference) {
    out.varint(reference).varint(dot.seq()).varint(wholeBytes).varint(chunkBytes).varint(chunk);
    out.raw(bytes);
  }

  static Fragment read(ByteReader in, PeerDictionary dictionary)
      throws MalformedException, UnknownIndexException {
    var log = dictionary.log(in.varint(Integer.MAX_VALUE));
    var dot = new Dot(log, DeltaReader.seq(in));
    int wholeBytes = in.varint(WHOLE_BYTES_MAX);
    int chunkBytes = in.varint(SyncSettings.PACKET_BYTES_MOST);
    if (wholeBytes < FRAME_BYTES || chunkBytes < CHUNK_BYTES_MIN) {
      throw new MalformedException("a fragment of impossible size");
    }
    int chunk = in.varint(chunks(wholeBytes, chunkBytes));
    byte[] bytes = in.raw(in.remaining());
    int expected = Math.min(chunkBytes, wholeBytes - (chunk - 1) * chunkBytes);
    if (chunk < 1 || bytes.length != expected) {
      throw new MalformedException("a fragment of wrong length");
    }
    return new Fragment(dot, wholeBytes, chunkBytes, chunk, bytes);
  }
}
