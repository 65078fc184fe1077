package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.sync.PeerDictionary.UnknownIndexException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fresh entries of these incarnations reach the sender by another way: do not push them. Holes that
 * a summary shows are mended all the same, and many of them take the wish back.
 *
 * <pre>
 * body: | index varint * |
 * </pre>
 */
record Prune(List<Incarnation> incarnations) {

  static Prune read(ByteReader in, PeerDictionary dictionary)
      throws MalformedException, UnknownIndexException {
    var incarnations = new ArrayList<Incarnation>();
    while (in.remaining() > 0) {
      incarnations.add(dictionary.incarnation(in.varint(OwnDictionary.SEEN_MAX)));
    }
    return new Prune(incarnations);
  }
}
