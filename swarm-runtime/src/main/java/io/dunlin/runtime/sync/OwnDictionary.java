package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.LogId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The indices under which we speak of logs. An index is given out once and never changes meaning
 * while this process lives; 0 is ourselves.
 *
 * <p>At most {@value #SEEN_MAX} incarnations, of which at most {@value #UNSEEN_MAX} are known by
 * others' claims alone, so that a liar cannot use them up.
 */
final class OwnDictionary {
  static final int SEEN_MAX = 4_096;
  static final int UNSEEN_MAX = 512;

  /** No room for another index. */
  static final int NONE = -1;

  private final List<Incarnation> incarnations = new ArrayList<>();
  private final Map<Incarnation, Integer> indices = new HashMap<>();
  private int unseen;

  OwnDictionary(Incarnation self) {
    index(self, true);
  }

  int size() {
    return incarnations.size();
  }

  Incarnation get(int index) {
    return incarnations.get(index);
  }

  /** The index of an incarnation, made if need be; {@link #NONE} if there is no room. */
  int index(Incarnation incarnation, boolean seen) {
    Integer known = indices.get(incarnation);
    if (known != null) {
      return known;
    }
    if (incarnations.size() == SEEN_MAX || (!seen && unseen == UNSEEN_MAX)) {
      return NONE;
    }
    if (!seen) {
      unseen++;
    }
    incarnations.add(incarnation);
    indices.put(incarnation, incarnations.size() - 1);
    return incarnations.size() - 1;
  }

  /** Index and lane in one number, below 16 for our own logs; {@link #NONE} if there is no room. */
  int reference(LogId log, boolean seen) {
    int index = index(Incarnation.of(log), seen);
    return index == NONE ? NONE : index << 3 | log.lane();
  }
}
