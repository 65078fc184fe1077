package io.dunlin.runtime.host.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device carries is bounded by its disk, not by its heap. */
class SmallHeapTest {
  @TempDir Path directory;

  private String hoard(long observations, String heap) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Hoard.class.getName(),
                directory.toString(),
                Long.toString(observations))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said.strip();
  }

  @Test
  void manyOriginsInASmallHeap() throws Exception {
    assertThat(hoard(100_000, "-Xmx64m")).isEqualTo("100000 1000 50000");
  }

  @Test
  @Tag("nightly")
  void tenMillionObservationsIn160Megabytes() throws Exception {
    assertThat(hoard(10_000_000, "-Xmx160m")).isEqualTo("10000000 1000 50000");
    assertThat(hoard(10_000_000, "-Xmx160m")).isEqualTo("10000000 1000 50000");
  }
}
