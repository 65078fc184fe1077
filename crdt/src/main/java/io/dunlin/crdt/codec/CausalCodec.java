package io.dunlin.crdt.codec;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.Map;
import java.util.SortedMap;

/**
 * The types of {@code causal} in full, without any dictionary.
 *
 * <pre>
 * log:       | origin 16 | epoch u64 | lane u8 |
 * dot:       | log | seq varint, from 1 |
 * intervals: | runs varint | (gap varint, length - 1 varint)* |   gap: numbers left out before the run, less
 *                                                                 the one that must be between two runs
 * knowledge: | logs varint | (log, intervals not empty)* |        logs strictly ascending
 * </pre>
 */
public final class CausalCodec {
  /** Bytes of a log. */
  public static final int LOG_BYTES = ReplicaId.BYTES + 8 + 1;

  private static final int RUN_BYTES_MIN = 2;

  private CausalCodec() {}

  /** Writes a log: {@value #LOG_BYTES} bytes. */
  public static void write(ByteWriter to, LogId log) {
    to.u64(log.origin().high()).u64(log.origin().low()).u64(log.epoch()).u8(log.lane());
  }

  /** Reads a log. */
  public static LogId readLogId(ByteReader from) throws MalformedException {
    ReplicaId origin = new ReplicaId(from.u64(), from.u64());
    return readLogOf(origin, from);
  }

  static LogId readLogOf(ReplicaId origin, ByteReader from) throws MalformedException {
    long epoch = from.u64();
    int lane = from.u8();
    if (lane > LogId.LANE_MAX) {
      throw new MalformedException("no lane " + lane);
    }
    return new LogId(origin, epoch, lane);
  }

  /** Writes a dot. */
  public static void write(ByteWriter to, Dot dot) {
    write(to, dot.log());
    to.varint(dot.seq());
  }

  /** Reads a dot. */
  public static Dot readDot(ByteReader from) throws MalformedException {
    LogId log = readLogId(from);
    long seq = from.varint();
    if (seq < 1) {
      throw new MalformedException("a seq out of range");
    }
    return new Dot(log, seq);
  }

  /** Writes a set, two bytes or more a run. */
  public static void write(ByteWriter to, IntervalSet set) {
    to.varint(set.runs().size());
    long next = 1;
    for (IntervalSet.Run run : set.runs()) {
      to.varint(run.first() - next).varint(run.last() - run.first());
      next = run.last() + 2;
    }
  }

  /** Reads a set. */
  public static IntervalSet readIntervalSet(ByteReader from) throws MalformedException {
    int runs = from.count(Integer.MAX_VALUE, RUN_BYTES_MIN);
    IntervalSet.Builder set = new IntervalSet.Builder(runs);
    long next = 1;
    for (int i = 0; i < runs; i++) {
      long first = sum(next, from.varint());
      long last = sum(first, from.varint());
      set.add(first, last);
      next = last + 2;
    }
    return set.build();
  }

  /** The sum of two numbers of which neither may be negative, nor the sum. */
  private static long sum(long a, long b) throws MalformedException {
    if (a < 0 || b < 0 || a + b < 0) {
      throw new MalformedException("a run beyond 2^63");
    }
    return a + b;
  }

  /** Writes what is seen, {@value #LOG_BYTES} bytes and the set a log. */
  public static void write(ByteWriter to, Knowledge knowledge) {
    SortedMap<LogId, IntervalSet> logs = knowledge.logs();
    to.varint(logs.size());
    for (Map.Entry<LogId, IntervalSet> entry : logs.entrySet()) {
      write(to, entry.getKey());
      write(to, entry.getValue());
    }
  }

  /** Reads what is seen. */
  public static Knowledge readKnowledge(ByteReader from) throws MalformedException {
    int logs = from.count(Integer.MAX_VALUE, LOG_BYTES + 1 + RUN_BYTES_MIN);
    Knowledge.Builder knowledge = new Knowledge.Builder(logs);
    LogId before = null;
    for (int i = 0; i < logs; i++) {
      LogId log = readLogId(from);
      IntervalSet seen = readIntervalSet(from);
      if (seen.isEmpty() || (before != null && before.compareTo(log) >= 0)) {
        throw new MalformedException("knowledge with an empty log or out of order");
      }
      knowledge.add(log, seen);
      before = log;
    }
    return knowledge.build();
  }
}
