package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who speaks under this session tag, and what some of its dictionary indices mean.
 *
 * <pre>
 * body: | sender 24 | first index varint | incarnation 24 * |   incarnation: | origin 16 | epoch u64 |
 * </pre>
 */
record Announce(Incarnation sender, int firstIndex, List<Incarnation> incarnations) {

  void write(ByteWriter out) {
    sender.write(out);
    out.varint(firstIndex);
    incarnations.forEach(incarnation -> incarnation.write(out));
  }

  static Announce read(ByteReader in) throws MalformedException {
    Incarnation sender = Incarnation.read(in);
    int first = in.varint(OwnDictionary.SEEN_MAX);
    var incarnations = new ArrayList<Incarnation>();
    while (in.remaining() > 0) {
      incarnations.add(Incarnation.read(in));
    }
    return new Announce(sender, first, incarnations);
  }

  /** How many entries fit a body of this size. */
  static int entriesMax(int bodyBytesMax, int firstIndex) {
    return (bodyBytesMax - Incarnation.BYTES - SummaryWriter.size(firstIndex)) / Incarnation.BYTES;
  }
}
