package io.dunlin.bench.gateway;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.EntrySource;
import java.util.ArrayList;
import java.util.List;

/** So many observations of one log, made when they are read: a journal without a disk. */
record Rows(LogId log, long count) implements EntrySource {
  private static final SeriesDescriptor AIR =
      new SeriesDescriptor(
          "air",
          List.of(
              new SeriesDescriptor.Column("t", "Cel", SeriesDescriptor.Type.INT, -2),
              new SeriesDescriptor.Column("h", "%RH", SeriesDescriptor.Type.INT, -2)));

  private static final String SERIES = AIR.hash();

  /** The same content for the same number, every time. */
  LogEntry entry(long seq) {
    long wave = seq * 7919 % 400;
    byte[] body = new Observation(SERIES, List.of(1_500 + wave, 6_000 - wave)).body(AIR);
    return new LogEntry(
        new Dot(log, seq), seq * 1_000_000_000L + wave * 1_000, EntryKind.OBSERVATION, body);
  }

  @Override
  public List<LogEntry> read(LogId of, long firstSeq, int bytesMax) {
    var entries = new ArrayList<LogEntry>();
    int bytes = 0;
    for (long seq = firstSeq; of.equals(log) && seq <= count; seq++) {
      LogEntry entry = entry(seq);
      bytes += entry.body().length;
      if (!entries.isEmpty() && bytes > bytesMax) break;
      entries.add(entry);
    }
    return entries;
  }
}
