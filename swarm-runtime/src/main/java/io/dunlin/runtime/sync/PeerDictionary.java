package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.MalformedException;
import java.util.HashMap;
import java.util.Map;

/**
 * The indices a peer announced, at most {@value OwnDictionary#SEEN_MAX}; gaps where a part got
 * lost.
 */
final class PeerDictionary {
  private final Map<Integer, Incarnation> incarnations = new HashMap<>();
  private int contiguous;

  PeerDictionary(Incarnation peer) {
    put(0, peer);
  }

  /** Learns one index; the first meaning stays. Says whether it was new. */
  boolean put(int index, Incarnation incarnation) {
    if (index < 0
        || index >= OwnDictionary.SEEN_MAX
        || incarnations.putIfAbsent(index, incarnation) != null) {
      return false;
    }
    while (incarnations.containsKey(contiguous)) {
      contiguous++;
    }
    return true;
  }

  int size() {
    return incarnations.size();
  }

  /** How many are known without a gap: the next one to ask for. */
  int contiguous() {
    return contiguous;
  }

  Incarnation incarnation(int index) throws MalformedException, UnknownIndexException {
    if (index >= OwnDictionary.SEEN_MAX) {
      throw new MalformedException("a dictionary index beyond its bound");
    }
    Incarnation incarnation = incarnations.get(index);
    if (incarnation == null) {
      throw new UnknownIndexException();
    }
    return incarnation;
  }

  LogId log(int reference) throws MalformedException, UnknownIndexException {
    return incarnation(reference >>> 3).log(reference & 7);
  }

  /** The packet is whole, but speaks of an index whose announcement did not arrive. */
  static final class UnknownIndexException extends Exception {
    private static final long serialVersionUID = 1;
  }
}
