package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.util.List;

/** Reads durable entries back, for sync and for whoever follows a log. Usable from any thread. */
public interface LogReader {
  /**
   * The entries of a log from {@code firstSeq} on, in order of their numbers, holes left out. Each
   * was checked against its CRC; what is damaged is reported as an event, never returned, and no
   * longer known. Cost: one seek and at most 64 entries of the log, or 64 KiB of its neighbours,
   * before the first one.
   *
   * @param bytesMax stop before the bodies, plus {@link #ENTRY_BYTES} each, exceed this; the first
   *     entry comes even when it is larger
   */
  List<LogEntry> read(LogId log, long firstSeq, int bytesMax);

  /** What an entry counts in {@link #read} beside its body. */
  int ENTRY_BYTES = 16;
}
