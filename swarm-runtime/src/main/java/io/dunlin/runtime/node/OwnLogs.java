package io.dunlin.runtime.node;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.Lane;

/** Hands out the dots of this process, gap-free per lane, and takes back what was refused. */
final class OwnLogs {
  private final ReplicaId self;
  private final long epoch;
  private final long[] next = {1, 1, 1, 1};

  OwnLogs(ReplicaId self, long epoch) {
    this.self = self;
    this.epoch = epoch;
  }

  Dot next(Lane lane) {
    return Dot.of(self, epoch, lane.number(), next[lane.number()]++);
  }

  long epoch() {
    return epoch;
  }

  LogId log(Lane lane) {
    return new LogId(self, epoch, lane.number());
  }

  /** The last number handed out, 0 if none. */
  long head(Lane lane) {
    return next[lane.number()] - 1;
  }

  boolean isOwn(Dot dot) {
    return dot.log().origin().equals(self) && dot.log().epoch() == epoch;
  }

  /** Nobody ever saw this dot nor one after it: they are handed out again. */
  void takeBack(Dot dot) {
    int lane = dot.log().lane();
    next[lane] = Math.min(next[lane], dot.seq());
  }
}
