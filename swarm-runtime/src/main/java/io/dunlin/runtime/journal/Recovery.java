package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens a journal: {@link SegmentWalk}'s rule applied to every segment whose index is not there.
 */
final class Recovery {
  private static final int READ_AHEAD = 128 * 1024;

  private final Disk disk;
  private final JournalSetup setup;
  private final JournalEvents events;
  private final Window window;
  private final JournalIndex index = new JournalIndex();
  private final EntryReads reads;

  /** Number to end, of segments that hold something and of those that are told to be void. */
  private final TreeMap<Long, Integer> ends = new TreeMap<>();

  private final List<Damage> damages = new ArrayList<>();
  private final List<Dot> conflicts = new ArrayList<>();
  private long damageCount;
  private long duplicates;
  private int segments;
  private int scanned;
  private long entries;
  private int tornSegments;
  private long tornBytes;

  Recovery(Disk disk, JournalSetup setup) {
    this.disk = disk;
    this.setup = setup;
    this.window = new Window(Math.min(READ_AHEAD, setup.limits().segmentBytes()));
    this.events = new JournalEvents(setup.events());
    this.reads = new EntryReads(disk, index, events, setup.limits().segmentBytes());
  }

  Recovered run() throws IOException {
    SegmentFiles files = SegmentFiles.list(disk);
    files.requireDevice(setup.device());
    index.freed(FreedFile.read(disk));
    List<Long> empty = new ArrayList<>();
    boolean cut = true;
    for (SegmentFiles.Found found : files.found()) {
      if (found.header().isEmpty()) {
        unreadable(found, files);
        continue;
      }
      SegmentIndex segment = indexOf(found, files.toldEnds().get(found.number()));
      cut &= cutOff(found, segment.end);
      ends.put(found.number(), segment.end);
      if (segment.isEmpty() && segment.damages.isEmpty()) empty.add(found.number());
      else take(segment);
    }
    if (cut) remove(empty);
    files.removeStrayIndexes(disk);
    RecoveryReport report = report();
    tell(report);
    long last = files.lastNumber();
    Space space = new Space(disk, setup.limits(), events);
    Appender appender =
        new Appender(setup, index, new SegmentChain(disk, setup, last, ends), reads, space);
    Reclaim reclaim = new Reclaim(disk, setup, index, appender, reads, space);
    Journal journal = new Journal(appender, index, reads, space, reclaim);
    return new Recovered(journal, index.knowledge(), index.newest(setup.device()), report);
  }

  /**
   * The index of a segment: from its file, or by walking the segment and keeping the file. One that
   * tells of damage is not believed: what a failing disk could not read may be read now.
   */
  private SegmentIndex indexOf(SegmentFiles.Found found, @Nullable Integer told)
      throws IOException {
    SegmentHeader header = found.header().orElseThrow();
    Optional<SegmentIndex> kept = IndexFile.read(disk, found.number(), header.salt());
    if (kept.isPresent()
        && kept.get().damages.isEmpty()
        && kept.get().end <= found.size()
        && (told == null || told == kept.get().end)) {
      kept.get().sealed = true;
      return kept.get();
    }
    scanned++;
    SegmentIndex fresh = new SegmentIndex(found.number(), header.salt());
    fresh.sealed = true;
    Integer end = told == null && kept.isPresent() ? (Integer) kept.get().end : told;
    try (DiskFile file = disk.open(SegmentName.log(found.number()))) {
      if (end == null) {
        walkToPrefix(file, found, fresh);
      } else {
        SegmentWalk walk = new SegmentWalk(window.moveTo(file), fresh.salt, found.size());
        fresh.end = (int) walk.committed(SegmentHeader.BYTES, end, fresh.builder());
      }
    }
    fresh.trim();
    keep(fresh);
    return fresh;
  }

  private void walkToPrefix(DiskFile file, SegmentFiles.Found found, SegmentIndex fresh)
      throws IOException {
    SegmentWalk walk = new SegmentWalk(window.moveTo(file), fresh.salt, found.size());
    fresh.end = (int) walk.prefix(SegmentHeader.BYTES, fresh.builder());
    long torn = walk.used(fresh.end);
    if (torn > 0) {
      tornSegments++;
      tornBytes += torn;
      events.torn(found.number(), fresh.end, torn);
    }
    rewrite(file, Math.min(walk.marked(), fresh.end), fresh.end);
  }

  /**
   * Brings onto the medium what a dead process may have left in the page cache only. To force it is
   * not enough: if a force had failed before the process died, the pages count as clean and the
   * next force succeeds without writing them. The same bytes over themselves make them dirty again.
   */
  private static void rewrite(DiskFile file, long from, long to) throws IOException {
    ByteBuffer part = ByteBuffer.allocate((int) Math.min(READ_AHEAD, Math.max(1, to - from)));
    for (long at = from; at < to; at += part.limit()) {
      part.clear().limit((int) Math.min(part.capacity(), to - at));
      if (file.readFully(part, at) < part.limit()) throw new IOException("segment shrank");
      file.writeFully(part.flip(), at);
    }
    file.force();
  }

  /** Cuts a segment behind its end, for good; false when the disk refuses. */
  private boolean cutOff(SegmentFiles.Found found, int end) {
    if (found.size() <= end) return true;
    try (DiskFile file = disk.open(SegmentName.log(found.number()))) {
      file.truncate(end);
      file.force();
      return true;
    } catch (IOException e) {
      events.storageError("cut segment " + found.number(), e, 0);
      return false;
    }
  }

  private void take(SegmentIndex segment) {
    segments++;
    Knowledge shared = index.add(segment);
    segment.slices().values().forEach(slice -> entries += slice.entries);
    segment.damages.forEach(
        (position, bytes) -> damaged(new Damage(segment.number, position, bytes)));
    shared
        .logs()
        .forEach((log, set) -> {
          for (IntervalSet.Run run : set.runs()) {
            for (long seq = run.first(); seq <= run.last(); seq++) compare(new Dot(log, seq));
          }
        });
  }

  private void compare(Dot dot) {
    duplicates++;
    if (duplicates > RecoveryReport.LISTED_MAX) return;
    List<LogEntry> copies = reads.copies(dot);
    if (copies.stream().distinct().count() < 2) return;
    conflicts.add(dot);
    duplicates--;
  }

  /** A segment without a header: one that was never begun, or all of it is damage. */
  private void unreadable(SegmentFiles.Found found, SegmentFiles files) {
    int toldEnd = files.toldEnds().getOrDefault(found.number(), 0);
    boolean begun = found.used() || toldEnd > SegmentHeader.BYTES;
    if (!begun && !files.hasIndex(found.number())) {
      remove(List.of(found.number()));
      return;
    }
    damaged(new Damage(found.number(), 0, Math.max(found.size(), toldEnd)));
  }

  private void damaged(Damage damage) {
    damageCount++;
    if (damages.size() < RecoveryReport.LISTED_MAX) damages.add(damage);
  }

  private void remove(List<Long> numbers) {
    for (long number : numbers) {
      try {
        disk.delete(SegmentName.log(number));
        disk.delete(SegmentName.index(number));
        ends.remove(number);
      } catch (IOException e) {
        events.storageError("remove empty segment " + number, e, 0);
      }
    }
  }

  private void keep(SegmentIndex segment) {
    if (segment.isEmpty()) return;
    try {
      IndexFile.write(disk, segment);
    } catch (IOException _) {
      // It is made again at the next start.
    }
  }

  private RecoveryReport report() {
    long bytes = index.extents().stream().mapToLong(JournalIndex.Extent::end).sum();
    return new RecoveryReport(
        segments,
        scanned,
        entries,
        bytes,
        tornSegments,
        tornBytes,
        damages,
        damageCount,
        duplicates,
        conflicts);
  }

  private void tell(RecoveryReport report) {
    events.recovered(report);
    report.damages().forEach(events::damaged);
    report.conflicts().forEach(events::conflict);
  }
}
