package io.dunlin.runtime.host.log;

import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.journal.JournalInspection;
import java.io.IOException;
import java.nio.file.Path;

/** A journal whose process does not run, or is not to be disturbed. */
final class OfflineJournal {
  private OfflineJournal() {}

  /**
   * Walks all segments in a directory, and changes nothing.
   *
   * @return how many there are, at least 1
   * @throws IOException when it cannot be read or holds none
   */
  static int walk(Path directory, JournalInspection.Visitor visitor) throws IOException {
    int segments = JournalInspection.walk(FileDisk.readOnly(directory), visitor);
    if (segments == 0) {
      throw new IOException(
          "no journal in %s: name the directory of its .log files, 'journal' in a device's data"
              .formatted(directory.toAbsolutePath().normalize()));
    }
    return segments;
  }
}
