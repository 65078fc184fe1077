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
 * body: | sender 24 | lanes u8, if some | first index varint | incarnation 24 * |   incarnation: | origin 16 | epoch u64 |
 * </pre>
 */
record Announce(Incarnation sender, int lanes, int firstIndex, List<Incarnation> incarnations) {

  Announce(Incarnation sender, int firstIndex, List<Incarnation> incarnations) {
    this(sender, SyncSettings.ALL_LANES, firstIndex, incarnations);
  }

  static int flag(int lanes) {
    return lanes == SyncSettings.ALL_LANES ? 0 : Header.SOME_LANES;
  }

  void write(ByteWriter out) {
    sender.write(out);
    if (lanes != SyncSettings.ALL_LANES) {
      out.u8(lanes);
    }
    out.varint(firstIndex);
    incarnations.forEach(incarnation -> incarnation.write(out));
  }

  static Announce read(Header header, ByteReader in) throws MalformedException {
    Incarnation sender = Incarnation.read(in);
    int lanes = header.has(Header.SOME_LANES) ? in.u8() : SyncSettings.ALL_LANES;
    int first = in.varint(OwnDictionary.SEEN_MAX);
    var incarnations = new ArrayList<Incarnation>();
    while (in.remaining() > 0) {
      incarnations.add(Incarnation.read(in));
    }
    return new Announce(sender, lanes, first, incarnations);
  }

  /** How many entries fit a body of this size. */
  static int entriesMax(int bodyBytesMax, int firstIndex) {
    return (bodyBytesMax - Incarnation.BYTES - 1 - SummaryWriter.size(firstIndex))
        / Incarnation.BYTES;
  }
}
