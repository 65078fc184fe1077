package io.dunlin.runtime.host.disk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.runtime.journal.Disk;
import io.dunlin.runtime.journal.DiskContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest implements DiskContract {
  @TempDir Path directory;

  @Override
  public Disk disk() throws IOException {
    return new FileDisk(directory);
  }

  @Test
  void saysWhatIsWrongWithTheDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> new FileDisk(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new FileDisk(directory.resolve("absent").resolve("data")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesNamesThatLeaveTheDirectory() throws IOException {
    Disk disk = disk();
    assertThatThrownBy(() -> disk.open("../a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> disk.delete("a/b")).isInstanceOf(IllegalArgumentException.class);
  }
}
