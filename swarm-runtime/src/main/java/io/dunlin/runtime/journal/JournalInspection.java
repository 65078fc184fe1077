package io.dunlin.runtime.journal;

import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.Optional;

/** Reads a journal frame by frame, by the rule of recovery, and changes nothing: for tools. */
public final class JournalInspection {
  private static final int READ_AHEAD = 128 * 1024;

  /** What is found, oldest segment first. */
  public interface Visitor {
    /** An entry that is right. */
    void entry(long segment, long position, LogEntry entry);

    /** Bytes that were committed and are not right any more. */
    void damage(Damage damage);

    /** An end that was being written when the power or the process went: not damage. */
    void torn(long segment, long position, long bytes);
  }

  private JournalInspection() {}

  /**
   * Walks all segments.
   *
   * @return how many there are
   * @throws IOException when the directory or a file cannot be opened
   */
  public static int walk(Disk disk, Visitor visitor) throws IOException {
    SegmentFiles files = SegmentFiles.list(disk);
    Window window = new Window(READ_AHEAD);
    for (SegmentFiles.Found found : files.found()) {
      if (found.header().isEmpty()) {
        boolean begun = found.used() || files.hasIndex(found.number());
        if (begun) visitor.damage(new Damage(found.number(), 0, found.size()));
        continue;
      }
      long salt = found.header().get().salt();
      Integer told = files.toldEnds().get(found.number());
      Optional<Integer> end =
          told != null
              ? Optional.of(told)
              : IndexFile.read(disk, found.number(), salt).map(index -> index.end);
      try (DiskFile file = disk.open(SegmentName.log(found.number()))) {
        SegmentWalk walk = new SegmentWalk(window.moveTo(file), salt, found.size());
        walk(walk, found.number(), end, visitor);
      }
    }
    return files.found().size();
  }

  private static void walk(SegmentWalk walk, long number, Optional<Integer> end, Visitor visitor) {
    SegmentWalk.Visitor inner =
        new SegmentWalk.Visitor() {
          @Override
          public boolean entry(int position, EntryView entry) {
            visitor.entry(number, position, entry.entry());
            return true;
          }

          @Override
          public void damage(long position, long bytes) {
            visitor.damage(new Damage(number, position, bytes));
          }
        };
    if (end.isPresent()) {
      walk.committed(SegmentHeader.BYTES, end.get(), inner);
      return;
    }
    long cut = walk.prefix(SegmentHeader.BYTES, inner);
    long torn = walk.used(cut);
    if (torn > 0) visitor.torn(number, cut, torn);
  }
}
