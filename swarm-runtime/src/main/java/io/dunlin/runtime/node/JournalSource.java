package io.dunlin.runtime.node;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.EntrySource;
import java.util.List;

/** The journal as sync sees it: neither of the two knows the other. */
public record JournalSource(Journal journal) implements EntrySource {
  @Override
  public List<LogEntry> read(LogId log, long firstSeq, int bytesMax) {
    return journal.read(log, firstSeq, bytesMax);
  }

  @Override
  public IntervalSet lost(LogId log, IntervalSet places) {
    return journal.lost(log, places);
  }
}
