package io.dunlin.crdt.reconcile;

import io.dunlin.crdt.causal.Knowledge;

/**
 * How two replicas differ, from what each has seen: per log, as intervals. O(logs + runs), whatever
 * the number of writes.
 *
 * @param toSend what we have and the other lacks
 * @param toReceive what the other has and we lack
 */
public record FrontierDifference(Knowledge toSend, Knowledge toReceive) {
  /** Compares what we have with what the other says it has. */
  public static FrontierDifference between(Knowledge ours, Knowledge theirs) {
    return new FrontierDifference(ours.minus(theirs), theirs.minus(ours));
  }

  /** Has each seen what the other has? */
  public boolean isNone() {
    return toSend.isEmpty() && toReceive.isEmpty();
  }
}
