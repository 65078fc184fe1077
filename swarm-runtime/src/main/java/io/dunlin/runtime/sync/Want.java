package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.sync.PeerDictionary.UnknownIndexException;

/**
 * The chunks still missing of an entry that came in part.
 *
 * <pre>
 * body: | reference varint | seq varint | chunk bytes varint | (gap varint, length varint)* |   gap: chunks there before the run
 * </pre>
 */
record Want(Dot dot, int chunkBytes, IntervalSet chunks) {
  private static final int RUN_BYTES_MAX = 2 * 2;

  /** As many runs as fit; the rest is asked for the next time. */
  void write(ByteWriter out, int reference, int bodyBytesMax) {
    out.varint(reference).varint(dot.seq()).varint(chunkBytes);
    long next = 1;
    for (IntervalSet.Run run : chunks.runs()) {
      if (out.size() + RUN_BYTES_MAX > bodyBytesMax) {
        return;
      }
      out.varint(run.first() - next).varint(run.last() - run.first() + 1);
      next = run.last() + 1;
    }
  }

  static Want read(ByteReader in, PeerDictionary dictionary)
      throws MalformedException, UnknownIndexException {
    var log = dictionary.log(in.varint(Integer.MAX_VALUE));
    var dot = new Dot(log, DeltaReader.seq(in));
    int chunkBytes = in.varint(SyncSettings.PACKET_BYTES_MOST);
    int chunksMax = Fragment.WHOLE_BYTES_MAX;
    var chunks = new IntervalSet.Builder(in.remaining() / 2);
    int next = 1;
    while (in.remaining() > 0) {
      int first = next + in.varint(chunksMax);
      next = first + in.varint(chunksMax);
      if (next <= first || next > chunksMax) {
        throw new MalformedException("a want out of range");
      }
      chunks.add(first, next - 1);
    }
    return new Want(dot, chunkBytes, chunks.build());
  }
}
