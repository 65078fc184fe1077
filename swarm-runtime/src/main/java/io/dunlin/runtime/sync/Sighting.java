package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.PeerDictionary.UnknownIndexException;
import java.util.Arrays;

/**
 * What somebody sees who watches a link without having met its ends: which of the sender's own
 * entries a packet carries. Index 0 of every dictionary is the sender itself, so no announcement is
 * needed; the check is not looked at, since it takes the sender's name.
 */
public final class Sighting {
  private static final int CHECK_BYTES = 4;

  private Sighting() {}

  /**
   * The places of the sender's own log of a lane that a delta carries; empty for any other packet
   * and for one that does not read.
   */
  public static IntervalSet ownEntries(byte[] packet, int lane) {
    try {
      Header header = Header.read(packet);
      if (header.type() != Header.DELTA) return IntervalSet.empty();
      byte[] body = Arrays.copyOfRange(packet, Header.BYTES, packet.length - CHECK_BYTES);
      IntervalSet places = IntervalSet.empty();
      for (LogEntry entry : DeltaReader.read(new ByteReader(body), strangers())) {
        boolean own = entry.dot().origin().equals(stranger(0).origin());
        if (own && entry.dot().log().lane() == lane) places = places.plus(entry.dot().seq());
      }
      return places;
    } catch (MalformedException | UnknownIndexException | IllegalArgumentException e) {
      return IntervalSet.empty();
    }
  }

  /** A name for every index, so that a run of anybody can be passed over. */
  private static PeerDictionary strangers() {
    var dictionary = new PeerDictionary(stranger(0));
    for (int i = 1; i < OwnDictionary.SEEN_MAX; i++) dictionary.put(i, stranger(i));
    return dictionary;
  }

  private static Incarnation stranger(int index) {
    return new Incarnation(new ReplicaId(0, index), 1);
  }
}
