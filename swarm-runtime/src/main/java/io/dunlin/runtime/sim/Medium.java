package io.dunlin.runtime.sim;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.EntrySource;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What outlives a process: a device's disk. */
interface Medium {
  /** Begins an epoch and opens what is there. Fails as a disk does. */
  Store open(ReplicaId device, SplittableRandom random) throws IOException;

  /** The power goes after so many more calls of the disk at the most. */
  void cutAfter(int calls);

  /** The power is gone: what was not forced is there or not. */
  void cut(SplittableRandom random);

  /** The process is gone, the page cache stays. */
  void killed();

  /** Whether there is room. */
  void full(boolean full);

  /** Calls fail with this chance, 0 for never. */
  void failing(int percent, SplittableRandom random);

  /** Flips bits of what is on the medium; false where there is nothing yet. */
  boolean rot(int bits, SplittableRandom random);

  /** A copy of what is there. */
  Medium copy();

  /** The power went during a call. */
  final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** One process's hold of the medium. */
  interface Store extends EntrySource {
    long epoch();

    /**
     * What is here as far as is known by now; asked for after {@link #replay}, which may find
     * damage.
     */
    Knowledge recovered();

    /** Hands over the entries of one kind that were found. */
    void replay(byte kind, Consumer<LogEntry> to);

    /** Takes entries in order; those of a log after a refused one are refused too. */
    List<LogEntry> append(List<LogEntry> entries);

    /** Own entries come under this epoch from here on. */
    void renew(long epoch);

    /** Forces: who is acknowledged now, and who was refused after all. */
    Committed commit();

    /** Checks a part of what is there, as a device does now and then. */
    void scrub();

    @Override
    List<LogEntry> read(LogId log, long firstSeq, int bytesMax);
  }

  /** The answer to {@link Store#commit}. */
  record Committed(List<LogEntry> durable, List<LogEntry> refused) {}
}
