package io.dunlin.bench.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Fresh directories on a real disk, all taken away at the end: in the directory for temporary
 * files, or in the current one where the former is memory.
 */
final class Scratch implements AutoCloseable {
  private final Path root;
  private int made;

  private Scratch(Path root) {
    this.root = root;
  }

  static Scratch make() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    boolean memory = Files.getFileStore(temporary).type().equals("tmpfs");
    Path at = memory ? Path.of("").toAbsolutePath() : temporary;
    return new Scratch(Files.createTempDirectory(at, "dunlin-bench-"));
  }

  Path directory() throws IOException {
    return Files.createDirectory(root.resolve(Integer.toString(++made)));
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (var paths = Files.walk(root)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) Files.delete(path);
  }
}
