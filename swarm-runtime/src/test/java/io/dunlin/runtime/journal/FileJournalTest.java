package io.dunlin.runtime.journal;

import io.dunlin.runtime.host.disk.FileDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest implements JournalContract {
  @TempDir Path directory;

  @Override
  public Disk disk() throws IOException {
    return new FileDisk(directory);
  }
}
