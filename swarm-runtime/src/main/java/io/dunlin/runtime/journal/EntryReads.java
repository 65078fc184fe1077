package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The read side: finds entries by the index and checks each frame. One read runs at a time; it
 * never waits for a force. At most {@value #OPEN_MAX} files are open.
 */
final class EntryReads implements LogReader, AutoCloseable {
  private static final int OPEN_MAX = 8;
  private static final int READ_AHEAD = 16 * 1024;
  private static final int SCAN_AHEAD = 64 * 1024;

  private final int readAhead;
  private final int scanAhead;
  private final Disk disk;
  private final JournalIndex index;
  private final JournalEvents events;
  private final LinkedHashMap<Long, DiskFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private final Object indexFiles = new Object();
  private @Nullable Window window;
  private long scrubbed;

  EntryReads(Disk disk, JournalIndex index, JournalEvents events, int segmentBytes) {
    this.readAhead = Math.min(READ_AHEAD, segmentBytes);
    this.scanAhead = Math.min(SCAN_AHEAD, segmentBytes);
    this.disk = disk;
    this.index = index;
    this.events = events;
  }

  @Override
  public synchronized List<LogEntry> read(LogId log, long firstSeq, int bytesMax) {
    List<LogEntry> entries = new ArrayList<>();
    NavigableMap<Long, LogEntry> found = new TreeMap<>();
    long bytes = 0;
    for (long seq = index.ceiling(log, Math.max(1, firstSeq));
        seq >= 0;
        seq = index.ceiling(log, seq + 1)) {
      LogEntry entry = found.remove(seq);
      if (entry == null) {
        found = find(log, seq, bytesMax);
        entry = found.remove(seq);
      }
      if (entry == null) continue;
      bytes += entry.body().length + ENTRY_BYTES;
      if (bytes > bytesMax && !entries.isEmpty()) break;
      entries.add(entry);
    }
    return entries;
  }

  /** The entry and those of its log that stand near it, as many as are asked for. */
  private NavigableMap<Long, LogEntry> find(LogId log, long seq, int bytesMax) {
    TreeMap<Long, LogEntry> found = new TreeMap<>();
    for (JournalIndex.Place place : index.places(log, seq)) {
      Near near = new Near(log, seq, bytesMax, found);
      if (!scan(place, near) || near.damaged) recheck(place.number());
      if (found.containsKey(seq)) break;
    }
    return found;
  }

  /** Every copy of an entry, in write order. */
  synchronized List<LogEntry> copies(Dot dot) {
    List<LogEntry> copies = new ArrayList<>();
    for (JournalIndex.Place place : index.places(dot.log(), dot.seq())) {
      TreeMap<Long, LogEntry> found = new TreeMap<>();
      scan(place, new Near(dot.log(), dot.seq(), 0, found));
      LogEntry copy = found.get(dot.seq());
      if (copy != null) copies.add(copy);
    }
    return copies;
  }

  /** Collects the entries of a log from a number on; drops the highest when they are too many. */
  private static final class Near implements SegmentWalk.Visitor {
    private final LogId log;
    private final long seq;
    private final long bytesMax;
    private final NavigableMap<Long, LogEntry> found;
    private long bytes;
    private boolean damaged;

    Near(LogId log, long seq, int bytesMax, NavigableMap<Long, LogEntry> found) {
      this.log = log;
      this.seq = seq;
      this.bytesMax = bytesMax;
      this.found = found;
    }

    @Override
    public boolean entry(int position, EntryView view) {
      if (!view.isOf(log) || view.seq() < seq) return true;
      LogEntry entry = view.entry();
      if (found.putIfAbsent(entry.dot().seq(), entry) == null) bytes += size(entry);
      while (bytes > bytesMax && found.lastKey() > seq && found.size() > 1) {
        Map.Entry<Long, LogEntry> highest = found.pollLastEntry();
        bytes -= size(highest.getValue());
        // In the usual order nothing lower comes any more.
        if (highest.getKey() == entry.dot().seq() && found.containsKey(seq)) return false;
      }
      return bytes <= bytesMax || !found.containsKey(seq);
    }

    private static long size(LogEntry entry) {
      return entry.body().length + (long) ENTRY_BYTES;
    }

    @Override
    public void damage(long position, long length) {
      damaged = true;
    }
  }

  private boolean scan(JournalIndex.Place place, SegmentWalk.Visitor visitor) {
    try {
      DiskFile file = file(place.number());
      Window through = windowOn(file);
      new SegmentWalk(through, place.salt(), place.end())
          .committed(place.position(), place.end(), visitor);
      return true;
    } catch (IOException e) {
      events.readFailed(place.number(), e);
      return false;
    }
  }

  private Window windowOn(DiskFile file) {
    if (window == null) window = new Window(readAhead);
    return window.moveTo(file);
  }

  private DiskFile file(long number) throws IOException {
    DiskFile file = open.get(number);
    if (file != null) return file;
    if (open.size() >= OPEN_MAX) open.pollFirstEntry().getValue().close();
    file = disk.open(SegmentName.log(number));
    open.put(number, file);
    return file;
  }

  void scan(byte kind, Consumer<EntryView> to) {
    Window through = new Window(scanAhead);
    for (JournalIndex.Extent extent : index.extents()) {
      List<JournalIndex.Range> ranges = index.ranges(extent.number(), kind);
      if (ranges.isEmpty()) continue;
      var all = new OfKind(kind, to);
      if (!walk(extent, ranges, through, all) || all.damaged) recheck(extent.number());
    }
  }

  /** Hands on the entries of a kind. */
  private static final class OfKind implements SegmentWalk.Visitor {
    private final byte kind;
    private final Consumer<EntryView> to;
    private boolean damaged;

    OfKind(byte kind, Consumer<EntryView> to) {
      this.kind = kind;
      this.to = to;
    }

    @Override
    public boolean entry(int position, EntryView entry) {
      if (entry.kind() == kind) to.accept(entry);
      return true;
    }

    @Override
    public void damage(long position, long bytes) {
      damaged = true;
    }
  }

  private boolean walk(JournalIndex.Extent extent, SegmentWalk.Visitor visitor) {
    var all = List.of(new JournalIndex.Range(SegmentHeader.BYTES, extent.end()));
    return walk(extent, all, new Window(scanAhead), visitor);
  }

  private boolean walk(
      JournalIndex.Extent extent,
      List<JournalIndex.Range> ranges,
      Window through,
      SegmentWalk.Visitor visitor) {
    try (DiskFile file = disk.open(SegmentName.log(extent.number()))) {
      var walk = new SegmentWalk(through.moveTo(file), extent.salt(), extent.end());
      for (JournalIndex.Range range : ranges) walk.committed(range.from(), range.to(), visitor);
      return true;
    } catch (IOException e) {
      // One that was freed meanwhile is missed by nobody.
      if (index.extent(extent.number()).isPresent()) events.readFailed(extent.number(), e);
      return false;
    }
  }

  /** Hands over all right entries of a segment; false when it cannot be read. */
  boolean walk(long number, Consumer<EntryView> to) {
    Optional<JournalIndex.Extent> extent = index.extent(number);
    if (extent.isEmpty()) return false;
    boolean[] damaged = new boolean[1];
    SegmentWalk.Visitor visitor =
        new SegmentWalk.Visitor() {
          @Override
          public boolean entry(int position, EntryView entry) {
            to.accept(entry);
            return true;
          }

          @Override
          public void damage(long position, long bytes) {
            damaged[0] = true;
          }
        };
    boolean read = walk(extent.get(), visitor);
    if (damaged[0]) recheck(number);
    return read;
  }

  /** Lets go of a segment that is to be deleted, and waits for who reads it. */
  synchronized void forget(long number) {
    DiskFile file = open.remove(number);
    if (file != null) file.close();
  }

  /** Checks the next segment, the first again after the last; returns its bytes, 0 without one. */
  int scrubNext() {
    List<JournalIndex.Extent> extents = index.extents();
    if (extents.isEmpty()) return 0;
    JournalIndex.Extent next = extents.getFirst();
    for (JournalIndex.Extent extent : extents) {
      if (extent.number() <= scrubbed) continue;
      next = extent;
      break;
    }
    scrubbed = next.number();
    recheck(next.number());
    return next.end();
  }

  /**
   * Walks a segment again: forgets what is damaged, tells of damage not known before, and takes
   * back what could not be read for a while and can be now.
   */
  void recheck(long number) {
    Optional<JournalIndex.Extent> extent = index.extent(number);
    while (extent.isPresent()) {
      SegmentIndex fresh = new SegmentIndex(number, extent.get().salt());
      if (!walk(extent.get(), fresh.builder())) return;
      fresh.end = extent.get().end();
      if (fresh.damages.equals(index.damages(number)) || tellAndReplace(fresh)) return;
      extent = index.extent(number);
    }
  }

  private boolean tellAndReplace(SegmentIndex fresh) {
    List<Damage> unknown = new ArrayList<>();
    fresh.damages.forEach((position, bytes) -> {
      Damage damage = new Damage(fresh.number, position, bytes);
      if (!index.knowsDamage(damage)) unknown.add(damage);
    });
    Optional<Knowledge> lost = index.replace(fresh);
    if (lost.isEmpty()) return false;
    unknown.forEach(events::damaged);
    if (!lost.get().isEmpty()) events.lost(lost.get());
    keepIndex(fresh.number);
    return true;
  }

  /** Writes the index file of a closed segment, as well as can be. */
  void keepIndex(long number) {
    Optional<SegmentIndex> segment = index.sealed(number);
    if (segment.isEmpty()) return;
    synchronized (indexFiles) {
      try {
        IndexFile.write(disk, segment.get());
      } catch (IOException _) {
        // It is made again from the segment at the next start.
      }
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(DiskFile::close);
    open.clear();
  }
}
