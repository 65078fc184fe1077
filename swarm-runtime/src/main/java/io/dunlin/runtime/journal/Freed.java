package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Knowledge;
import java.util.List;

/**
 * What was in the journal and is so no more, by intent: it counts as known, so that nobody fetches
 * it again.
 *
 * @param entries all of them, those that a gateway holds and those that were dropped
 * @param dropped how many were dropped by policy before any gateway held them, by lane
 */
public record Freed(Knowledge entries, List<Long> dropped) {
  static final Freed NOTHING = new Freed(Knowledge.empty(), List.of(0L, 0L, 0L, 0L));

  public Freed {
    dropped = List.copyOf(dropped);
    if (dropped.size() != JournalLimits.LANES) throw new IllegalArgumentException("4 lanes");
  }
}
