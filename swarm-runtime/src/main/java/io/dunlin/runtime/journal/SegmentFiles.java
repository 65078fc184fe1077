package io.dunlin.runtime.journal;

import io.dunlin.crdt.ReplicaId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The segment files of a directory and what their headers say. */
final class SegmentFiles {
  /**
   * A segment file.
   *
   * @param header empty when neither copy is right
   * @param used whether a byte behind the header is not zero; asked only when there is no header
   */
  record Found(long number, long size, Optional<SegmentHeader> header, boolean used) {}

  private final List<Found> found;
  private final TreeMap<Long, Integer> toldEnds = new TreeMap<>();
  private final TreeSet<Long> indexes = new TreeSet<>();

  private SegmentFiles(List<Found> found) {
    this.found = found;
    for (Found f : found) f.header().ifPresent(h -> toldEnds.putAll(h.ends()));
  }

  /** Reads every header, oldest first. */
  static SegmentFiles list(Disk disk) throws IOException {
    TreeSet<Long> numbers = new TreeSet<>();
    TreeSet<Long> indexes = new TreeSet<>();
    for (String name : disk.list()) {
      OptionalLong log = SegmentName.logNumber(name);
      if (log.isPresent()) numbers.add(log.getAsLong());
      OptionalLong index = SegmentName.indexNumber(name);
      if (index.isPresent()) indexes.add(index.getAsLong());
    }
    Window window = new Window(SegmentHeader.BYTES);
    List<Found> found = new ArrayList<>();
    for (long number : numbers) found.add(look(disk, number, window));
    SegmentFiles files = new SegmentFiles(found);
    files.indexes.addAll(indexes);
    return files;
  }

  private static Found look(Disk disk, long number, Window window) throws IOException {
    try (DiskFile file = disk.open(SegmentName.log(number))) {
      long size = file.size();
      window.moveTo(file);
      ByteBuffer head = window.at(0, SegmentHeader.BYTES);
      Optional<SegmentHeader> header = SegmentHeader.decode(head).filter(h -> h.number() == number);
      int other = SegmentHeader.otherVersion(head);
      if (other != 0) {
        throw new IOException(
            "segment %s is of version %d, this program reads version %d: use the one that wrote it"
                .formatted(SegmentName.log(number), other, SegmentHeader.VERSION));
      }
      boolean used =
          header.isEmpty() && new SegmentWalk(window, 0, size).used(SegmentHeader.BYTES) > 0;
      return new Found(number, size, header, used);
    }
  }

  /**
   * @throws IOException when a segment is of another device
   */
  void requireDevice(ReplicaId device) throws IOException {
    for (Found f : found) {
      if (f.header().isPresent() && !f.header().get().device().equals(device)) {
        throw new IOException(
            "the journal belongs to device "
                + f.header().get().device()
                + ", this is device "
                + device);
      }
    }
  }

  /** Oldest first. */
  List<Found> found() {
    return Collections.unmodifiableList(found);
  }

  /** Number to end of segments that a later header tells of. */
  SortedMap<Long, Integer> toldEnds() {
    return Collections.unmodifiableSortedMap(toldEnds);
  }

  /** The highest number of a file; 0 when there is none. */
  long lastNumber() {
    return found.isEmpty() ? 0 : found.getLast().number();
  }

  /** The highest start counter of an epoch that wrote a segment; 0 when there is none. */
  int newestStarts() {
    int newest = 0;
    for (Found f : found) {
      if (f.header().isEmpty()) continue;
      newest = Math.max(newest, EpochStore.starts(f.header().get().epoch()));
    }
    return newest;
  }

  /** Whether a segment was closed with something in it. */
  boolean hasIndex(long number) {
    return indexes.contains(number);
  }

  /** Removes the index files of segments that are gone, as well as can be. */
  void removeStrayIndexes(Disk disk) {
    for (Found f : found) indexes.remove(f.number());
    for (long number : indexes) {
      try {
        disk.delete(SegmentName.index(number));
      } catch (IOException _) {
        // It only takes space; the next start tries again.
      }
    }
  }
}
