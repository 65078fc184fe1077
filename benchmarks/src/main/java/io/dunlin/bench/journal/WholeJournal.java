package io.dunlin.bench.journal;

import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.Receipt;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A journal written, read and opened as a whole. */
final class WholeJournal {
  /** Entries of one append: about the 64 KiB that the bare loop writes at once. */
  private static final int BATCH = 512;

  private static final int SEGMENT_BYTES = 4 << 20;

  private WholeJournal() {}

  /** Appends without a commit; entries per second into the page cache. */
  static double append(Path directory, int entries) throws IOException {
    List<List<LogEntry>> batches = Samples.batches(entries, BATCH, Samples.BODY_BYTES);
    var disk = new FileDisk(directory);
    try (Journal journal =
        Journal.open(disk, Samples.setup(1, 512 << 20, Integer.MAX_VALUE)).journal()) {
      long start = System.nanoTime();
      appendAll(journal, batches);
      return entries / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void appendAll(Journal journal, List<List<LogEntry>> batches) throws IOException {
    for (List<LogEntry> batch : batches) {
      Receipt receipt = journal.append(batch);
      if (!(receipt instanceof Receipt.Appended)) throw new IOException(receipt.toString());
    }
  }

  /** A journal as a device leaves it, in segments of the usual size. */
  static void fill(Path directory, int entries, int bodyBytes) throws IOException {
    var disk = new FileDisk(directory);
    try (Journal journal = Journal.open(disk, Samples.setup(1, SEGMENT_BYTES, 1 << 20)).journal()) {
      appendAll(journal, Samples.batches(entries, BATCH, bodyBytes));
      journal.commit();
    }
  }

  /** Reads and checks every entry; bytes of segments per second. */
  static double read(Path directory, int entries, int passes) throws IOException {
    var disk = new FileDisk(directory);
    try (Journal journal = Journal.open(disk, Samples.setup(2, SEGMENT_BYTES, 1 << 20)).journal()) {
      long[] count = new long[1];
      long start = System.nanoTime();
      for (int i = 0; i < passes; i++) journal.scan(EntryKind.OBSERVATION, _ -> count[0]++);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (count[0] != (long) entries * passes) throw new IOException("read only " + count[0]);
      return passes * journal.bytes() / seconds;
    }
  }

  /** Seconds until a journal of so many entries can be written to. */
  static double open(Path directory, int entries) throws IOException {
    long start = System.nanoTime();
    var recovered = Journal.open(new FileDisk(directory), Samples.setup(2, SEGMENT_BYTES, 1 << 20));
    double seconds = (System.nanoTime() - start) / 1e9;
    recovered.journal().close();
    if (recovered.knowledge().count() != entries) throw new IOException("entries are missing");
    return seconds;
  }
}
