package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;

/**
 * The answer to a packet whose session tag or dictionary index is not known: announce yourself
 * again.
 *
 * <pre>
 * body: | session u16 | indices known varint |
 * </pre>
 *
 * @param session tag of the packet not understood
 * @param known indices known of that session without a gap, 0 if the session itself is unknown
 */
record Need(int session, int known) {

  void write(ByteWriter out) {
    out.u16(session).varint(known);
  }

  static Need read(ByteReader in) throws MalformedException {
    var need = new Need(in.u16(), in.varint(OwnDictionary.SEEN_MAX));
    in.end();
    return need;
  }
}
