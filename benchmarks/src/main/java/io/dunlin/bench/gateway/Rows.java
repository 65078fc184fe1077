package io.dunlin.bench.gateway;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.HybridClock;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.map.Change;
import io.dunlin.crdt.map.Document;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.EntrySource;
import java.util.ArrayList;
import java.util.List;

/**
 * So many observations of one log, made when they are read: a journal without a disk. Photos are
 * spread among them evenly; the state log describes their series.
 */
record Rows(LogId log, long count, List<BlobHash> photos) implements EntrySource {
  private static final SeriesDescriptor PHOTOS =
      new SeriesDescriptor(
          "photos",
          List.of(new SeriesDescriptor.Column("photo", "", SeriesDescriptor.Type.BLOB, 0)));

  private static final SeriesDescriptor AIR =
      new SeriesDescriptor(
          "air",
          List.of(
              new SeriesDescriptor.Column("t", "Cel", SeriesDescriptor.Type.INT, -2),
              new SeriesDescriptor.Column("h", "%RH", SeriesDescriptor.Type.INT, -2)));

  private static final String SERIES = AIR.hash();

  Rows(LogId log, long count) {
    this(log, count, List.of());
  }

  /** What there is to give. */
  Knowledge all() {
    Knowledge all = Knowledge.empty().plus(log, IntervalSet.of(1, count));
    return photos.isEmpty() ? all : all.plus(stateLog(), IntervalSet.of(1));
  }

  private LogId stateLog() {
    return new LogId(log.origin(), log.epoch(), Lane.STATE.number());
  }

  private LogEntry description() {
    Dot dot = new Dot(stateLog(), 1);
    var state = new SwarmState((_, _) -> false, new Document());
    Change change = state.write(PHOTOS.put(), dot, new HybridClock().tick(1));
    return new LogEntry(dot, 1, EntryKind.STATE, ChangeCodec.body(change));
  }

  /** The same content for the same number, every time. */
  LogEntry entry(long seq) {
    long every = photos.isEmpty() ? count : count / photos.size();
    if (seq % every == 0 && seq / every <= photos.size() && !photos.isEmpty()) {
      String photo = photos.get((int) (seq / every) - 1).toString();
      byte[] body = new Observation(PHOTOS.hash(), List.of(photo)).body(PHOTOS);
      return new LogEntry(new Dot(log, seq), seq * 1_000_000_000L, EntryKind.OBSERVATION, body);
    }
    long wave = seq * 7919 % 400;
    byte[] body = new Observation(SERIES, List.of(1_500 + wave, 6_000 - wave)).body(AIR);
    return new LogEntry(
        new Dot(log, seq), seq * 1_000_000_000L + wave * 1_000, EntryKind.OBSERVATION, body);
  }

  @Override
  public List<LogEntry> read(LogId of, long firstSeq, int bytesMax) {
    if (!photos.isEmpty() && of.equals(stateLog())) {
      return firstSeq == 1 ? List.of(description()) : List.of();
    }
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
