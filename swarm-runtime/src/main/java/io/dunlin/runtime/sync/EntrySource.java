package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.util.List;

/** Where durable entries are read again: the journal, seen by sync. Never throws. */
@FunctionalInterface
public interface EntrySource {

  /**
   * The entries of a log from a sequence number on, ascending; what is not there is left out.
   *
   * @param firstSeq from 1
   * @param bytesMax stop before the bodies exceed this; the first entry is given even if it does
   * @return empty if there is nothing at or after {@code firstSeq}
   */
  List<LogEntry> read(LogId log, long firstSeq, int bytesMax);

  /**
   * Which of these places the source gave out as durable and has found damaged since. What it freed
   * on purpose is not among them.
   */
  default IntervalSet lost(LogId log, IntervalSet places) {
    return IntervalSet.empty();
  }
}
