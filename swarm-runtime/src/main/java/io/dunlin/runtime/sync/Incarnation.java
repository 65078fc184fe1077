package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;

/** One process start of a replica: the writer of up to eight logs, one a lane. */
record Incarnation(ReplicaId origin, long epoch) {
  static final int BYTES = ReplicaId.BYTES + 8;

  static Incarnation of(LogId log) {
    return new Incarnation(log.origin(), log.epoch());
  }

  LogId log(int lane) {
    return new LogId(origin, epoch, lane);
  }

  void write(ByteWriter to) {
    to.u64(origin.high()).u64(origin.low()).u64(epoch);
  }

  static Incarnation read(ByteReader from) throws MalformedException {
    return new Incarnation(new ReplicaId(from.u64(), from.u64()), from.u64());
  }
}
