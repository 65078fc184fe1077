package io.dunlin.runtime.host.disk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  @Test
  void letsOneIn(@TempDir Path directory) throws IOException {
    DirectoryLock first = DirectoryLock.acquire(directory);
    assertThatThrownBy(() -> DirectoryLock.acquire(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use");
    first.close();
    DirectoryLock.acquire(directory).close();
  }
}
