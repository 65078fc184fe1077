package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Where every durable entry stands. Memory: per log and segment about 200 bytes, 16 bytes per 64
 * entries and 16 bytes per run of numbers. One thread writes, any thread reads.
 */
final class JournalIndex {
  /** One log: its numbers over all segments, and the slices in write order. */
  private static final class Log {
    final Runs held = new Runs();
    final List<LogSlice> slices = new ArrayList<>(1);
  }

  private final TreeMap<LogId, Log> logs = new TreeMap<>();
  private final TreeMap<Long, SegmentIndex> segments = new TreeMap<>();
  private volatile Freed freed = Freed.NOTHING;
  private final AtomicLongArray laneBytes = new AtomicLongArray(JournalLimits.LANES);

  /** Adds a segment that was read from disk; returns the dots it shares with earlier ones. */
  synchronized Knowledge add(SegmentIndex segment) {
    segments.put(segment.number, segment);
    Knowledge.Builder shared = new Knowledge.Builder(segment.slices().size());
    for (Map.Entry<LogId, LogSlice> entry : segment.slices().entrySet()) {
      LogSlice slice = entry.getValue();
      Log log = logs.computeIfAbsent(entry.getKey(), _ -> new Log());
      IntervalSet here = slice.held.toIntervalSet();
      shared.add(entry.getKey(), log.held.toIntervalSet().intersect(here));
      log.held.addAll(here);
      log.slices.add(slice);
      laneBytes.addAndGet(laneOf(entry.getKey()), slice.bytes);
    }
    return shared.build();
  }

  /**
   * Adds entries of the segment that is being written, which have just become durable.
   *
   * @param end of its committed frames
   */
  synchronized void add(long number, long salt, int end, Group group) {
    SegmentIndex segment = segments.computeIfAbsent(number, _ -> new SegmentIndex(number, salt));
    LogId id = null;
    Log log = new Log();
    LogSlice slice = new LogSlice(number);
    for (int i = 0; i < group.size(); i++) {
      if (group.position(i) == Group.HELD) continue;
      LogEntry entry = group.entry(i);
      Dot dot = entry.dot();
      if (!dot.log().equals(id)) {
        id = dot.log();
        slice = segment.slice(dot.log());
        log = logs.computeIfAbsent(dot.log(), _ -> new Log());
        if (log.slices.isEmpty() || log.slices.getLast() != slice) log.slices.add(slice);
      }
      int bytes = Frames.bytes(entry);
      slice.add(dot.seq(), group.position(i), bytes, entry.kind(), entry.bootNanos());
      log.held.add(dot.seq());
      laneBytes.addAndGet(laneOf(dot.log()), bytes);
    }
    segment.end = end;
  }

  /** What is known to be damaged in a segment: bytes by position. */
  synchronized SortedMap<Long, Long> damages(long number) {
    SegmentIndex segment = segments.get(number);
    return segment == null
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(segment.damages);
  }

  /**
   * Puts a segment that was walked again in place of what was known of it.
   *
   * @return what is lost by it; empty when the segment has grown meanwhile: walk it again
   */
  synchronized Optional<Knowledge> replace(SegmentIndex fresh) {
    SegmentIndex old = segments.get(fresh.number);
    if (old == null || old.end != fresh.end) return Optional.empty();
    fresh.sealed = old.sealed;
    Knowledge before = knowledge();
    TreeMap<Long, SegmentIndex> all = new TreeMap<>(segments);
    all.put(fresh.number, fresh);
    logs.clear();
    segments.clear();
    for (int i = 0; i < JournalLimits.LANES; i++) laneBytes.set(i, 0);
    all.values().forEach(this::add);
    return Optional.of(before.minus(knowledge()));
  }

  synchronized boolean contains(Dot dot) {
    Log log = logs.get(dot.log());
    return log != null && log.held.contains(dot.seq());
  }

  Freed freed() {
    return freed;
  }

  void freed(Freed all) {
    freed = all;
  }

  /** Segments that do not change any more, oldest first. */
  synchronized List<Long> sealedNumbers() {
    List<Long> numbers = new ArrayList<>();
    for (SegmentIndex segment : segments.values()) {
      if (segment.sealed) numbers.add(segment.number);
    }
    return numbers;
  }

  /** What a segment holds, by log. */
  synchronized SortedMap<LogId, IntervalSet> heldIn(long number) {
    TreeMap<LogId, IntervalSet> held = new TreeMap<>();
    SegmentIndex segment = segments.get(number);
    if (segment == null) return held;
    segment.slices().forEach((id, slice) -> held.put(id, slice.held.toIntervalSet()));
    return held;
  }

  /** Whether no other segment holds an entry. */
  synchronized boolean isOnlyIn(Dot dot, long number) {
    Log log = logs.get(dot.log());
    if (log == null) return true;
    for (LogSlice slice : log.slices) {
      if (slice.segment != number && slice.held.contains(dot.seq())) return false;
    }
    return true;
  }

  /** Forgets a segment; what only it held is no longer here. */
  synchronized void remove(long number) {
    SegmentIndex gone = segments.remove(number);
    if (gone == null) return;
    gone.slices()
        .forEach((id, slice) -> {
          laneBytes.addAndGet(laneOf(id), -slice.bytes);
          Log log = logs.remove(id);
          if (log == null) return;
          Log left = new Log();
          for (LogSlice other : log.slices) {
            if (other.segment == number) continue;
            left.slices.add(other);
            left.held.addAll(other.held.toIntervalSet());
          }
          if (!left.slices.isEmpty()) logs.put(id, left);
        });
  }

  /**
   * The numbers of a log, null when it is not here: for the thread that writes, until something is
   * next added.
   */
  synchronized @Nullable Runs held(LogId id) {
    Log log = logs.get(id);
    return log == null ? null : log.held;
  }

  /** The least number of the log not below {@code seq} that is here; -1 when there is none. */
  synchronized long ceiling(LogId id, long seq) {
    Log log = logs.get(id);
    return log == null ? -1 : log.held.ceiling(seq);
  }

  /** From where to scan for an entry. */
  record Place(long number, long salt, int position, int end) {}

  /**
   * Places of which one holds the entry, in write order.
   *
   * @param seq one that is here
   */
  synchronized List<Place> places(LogId id, long seq) {
    List<Place> places = new ArrayList<>(1);
    Log log = logs.get(id);
    if (log == null) return places;
    for (LogSlice slice : log.slices) {
      SegmentIndex segment = segments.get(slice.segment);
      if (segment == null || !slice.held.contains(seq)) continue;
      for (int i = slice.pointOf(seq, 0); i >= 0; i = slice.pointOf(seq, i + 1)) {
        int end = i + 1 < slice.points() ? slice.position(i + 1) : segment.end;
        places.add(new Place(segment.number, segment.salt, slice.position(i), end));
      }
    }
    return places;
  }

  /** A part of a segment that begins and ends at a frame. */
  record Range(int from, int to) {}

  /** The parts of a segment in which all its entries of a kind stand, in order, apart. */
  synchronized List<Range> ranges(long number, byte kind) {
    List<Range> ranges = new ArrayList<>();
    SegmentIndex segment = segments.get(number);
    if (segment == null) return ranges;
    int[] points = segment.points(LogSlice.EVERY_KIND);
    int next = 0;
    int begin = -1;
    int end = -1;
    for (int from : segment.points(LogSlice.kindBit(kind))) {
      if (begin >= 0 && from > end) ranges.add(new Range(begin, end));
      if (begin < 0 || from > end) begin = from;
      // The entries of a point begin before it ends, so all are over at the next point behind.
      while (next < points.length && points[next] < from + LogSlice.POINT_BYTES) next++;
      end = next < points.length ? points[next] : segment.end;
    }
    if (begin >= 0) ranges.add(new Range(begin, end));
    return ranges;
  }

  /** The least number of a log in a point with an entry as new as this; -1 when there is none. */
  synchronized long since(LogId id, long bootNanos) {
    Log log = logs.get(id);
    long least = -1;
    if (log == null) return least;
    for (LogSlice slice : log.slices) {
      for (int i = 0; i < slice.points(); i++) {
        if (slice.newest(i) < bootNanos) continue;
        if (least < 0 || slice.lowest(i) < least) least = slice.lowest(i);
      }
    }
    return least;
  }

  /** What a segment holds at this moment. */
  record Extent(long number, long salt, int end) {}

  synchronized List<Extent> extents() {
    List<Extent> extents = new ArrayList<>(segments.size());
    for (SegmentIndex s : segments.values()) extents.add(new Extent(s.number, s.salt, s.end));
    return extents;
  }

  /** Empty when the segment holds nothing that is durable. */
  synchronized Optional<Extent> extent(long number) {
    SegmentIndex s = segments.get(number);
    return s == null ? Optional.empty() : Optional.of(new Extent(s.number, s.salt, s.end));
  }

  /** Marks a segment as written to its end; does nothing for one that holds nothing durable. */
  synchronized void seal(long number) {
    SegmentIndex segment = segments.get(number);
    if (segment == null) return;
    segment.trim();
    segment.sealed = true;
  }

  /** A segment that does not change any more; empty for the one being written. */
  synchronized Optional<SegmentIndex> sealed(long number) {
    return Optional.ofNullable(segments.get(number)).filter(s -> s.sealed);
  }

  synchronized Knowledge knowledge() {
    Knowledge.Builder all = new Knowledge.Builder(logs.size());
    logs.forEach((id, log) -> all.add(id, log.held.toIntervalSet()));
    return all.build().join(freed.entries());
  }

  synchronized IntervalSet heldOrFreed(LogId id) {
    var log = logs.get(id);
    IntervalSet held = log == null ? IntervalSet.empty() : log.held.toIntervalSet();
    return held.union(freed.entries().of(id));
  }

  long laneBytes(int lane) {
    return laneBytes.get(lane);
  }

  /** The newest epoch of a device and how far its logs go. */
  synchronized Optional<PreviousEpoch> newest(ReplicaId device) {
    LogId first = new LogId(device, 0, 0);
    LogId last = new LogId(device, -1L, LogId.LANE_MAX);
    SortedMap<LogId, Log> own = logs.subMap(first, true, last, true);
    if (own.isEmpty()) return Optional.empty();
    long epoch = own.lastKey().epoch();
    SortedMap<Integer, Long> seqs = new TreeMap<>();
    Knowledge all = knowledge();
    for (int lane = 0; lane <= LogId.LANE_MAX; lane++) {
      IntervalSet places = all.of(new LogId(device, epoch, lane));
      if (!places.isEmpty()) seqs.put(lane, places.last());
    }
    return Optional.of(new PreviousEpoch(epoch, seqs));
  }

  synchronized boolean knowsDamage(Damage damage) {
    SegmentIndex segment = segments.get(damage.segment());
    return segment != null && segment.damages.containsKey(damage.position());
  }

  /** Lanes beyond those with a budget count as the last. */
  static int laneOf(LogId log) {
    return Math.min(log.lane(), JournalLimits.LANES - 1);
  }
}
