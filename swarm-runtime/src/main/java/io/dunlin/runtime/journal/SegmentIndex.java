package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.LogId;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

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
      @Override
      public boolean entry(int position, ByteBuffer payload) {
        int bytes = Frames.HEAD_BYTES + payload.remaining();
        slice(Frames.log(payload)).add(Frames.seq(payload), position, bytes);
        return true;
      }

      @Override
      public void damage(long position, long bytes) {
        damages.put(position, bytes);
      }
    };
  }

  boolean isEmpty() {
    return slices.isEmpty();
  }

  void trim() {
    slices.values().forEach(LogSlice::trim);
  }
}
