package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.LogId;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the entries of one segment stand, by log. */
final class SegmentIndex {
  final long number;
  final long salt;

  /** End of its committed frames. */
  int end = SegmentHeader.BYTES;

  /** Never written to again; only then may its end be told by an index file. */
  boolean sealed;

  /** Position to bytes of what is damaged, as far as it was met. */
  final TreeMap<Long, Long> damages = new TreeMap<>();

  private final TreeMap<LogId, LogSlice> slices = new TreeMap<>();

  SegmentIndex(long number, long salt) {
    this.number = number;
    this.salt = salt;
  }

  /** The slice of a log, made when there is none. */
  LogSlice slice(LogId log) {
    LogSlice slice = slices.get(log);
    if (slice == null) {
      slice = new LogSlice(number);
      slices.put(log, slice);
    }
    return slice;
  }

  SortedMap<LogId, LogSlice> slices() {
    return Collections.unmodifiableSortedMap(slices);
  }

  /** Fills this from a walk. */
  SegmentWalk.Visitor builder() {
    return new SegmentWalk.Visitor() {
      private @Nullable LogId log;
      private LogSlice slice = new LogSlice(number);

      @Override
      public boolean entry(int position, EntryView entry) {
        if (log == null || !entry.isOf(log)) {
          log = entry.log();
          slice = slice(log);
        }
        slice.add(entry.seq(), position, entry.frameBytes(), entry.kind(), entry.bootNanos());
        return true;
      }

      @Override
      public void damage(long position, long bytes) {
        damages.put(position, bytes);
      }
    };
  }

  /** Positions of the points of slices with one of these kinds, sorted. */
  int[] points(int kinds) {
    int count = 0;
    for (LogSlice slice : slices.values()) count += (slice.kinds & kinds) != 0 ? slice.points() : 0;
    int[] points = new int[count];
    int at = 0;
    for (LogSlice slice : slices.values()) {
      if ((slice.kinds & kinds) != 0) at = slice.positionsTo(points, at);
    }
    Arrays.sort(points);
    return points;
  }

  boolean isEmpty() {
    return slices.isEmpty();
  }

  void trim() {
    slices.values().forEach(LogSlice::trim);
  }
}
