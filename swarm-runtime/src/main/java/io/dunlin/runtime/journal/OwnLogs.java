package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keeps the logs this process writes free of gaps: a number follows the one before. */
final class OwnLogs {
  private final ReplicaId device;
  private long epoch;
  private final long[] next = new long[LogId.LANE_MAX + 1];

  OwnLogs(ReplicaId device, long epoch) {
    this.device = device;
    this.epoch = epoch;
    Arrays.fill(next, 1);
  }

  /** From here on another epoch is watched; of the one before, whatever comes is taken. */
  synchronized void begin(long next) {
    epoch = next;
    Arrays.fill(this.next, 1);
  }

  /** Why an entry that is not here cannot be taken now; a lower one was lost to damage and may. */
  synchronized @Nullable Refusal refusal(Dot dot) {
    return isOwn(dot) && dot.seq() > next[dot.log().lane()] ? Refusal.OUT_OF_ORDER : null;
  }

  synchronized void took(Dot dot) {
    if (isOwn(dot)) next[dot.log().lane()] = Math.max(next[dot.log().lane()], dot.seq() + 1);
  }

  /** It was taken and then not written: its number may be handed out again. */
  synchronized void forgot(Dot dot) {
    if (isOwn(dot)) next[dot.log().lane()] = Math.min(next[dot.log().lane()], dot.seq());
  }

  private boolean isOwn(Dot dot) {
    return dot.log().epoch() == epoch && dot.origin().equals(device);
  }
}
