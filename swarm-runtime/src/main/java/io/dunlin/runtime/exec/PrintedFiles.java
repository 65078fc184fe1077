package io.dunlin.runtime.exec;

import io.dunlin.runtime.state.AttemptKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;

/** What programs printed, one file per attempt; the oldest go first. */
final class PrintedFiles {
  static final int FILES_MAX = 64;

  private final Path directory;

  PrintedFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  synchronized void keep(AttemptKey key, Tail printed) throws IOException {
    String name = key.mission() + "." + key.task() + "." + key.n() + ".txt";
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    Path file = directory.resolve(safe.length() > 200 ? safe.substring(0, 200) : safe);
    Files.write(file, printed.text().getBytes(StandardCharsets.UTF_8));
    var files = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(directory)) {
      all.forEach(files::add);
    }
    files.sort(Comparator.comparing(PrintedFiles::changed).thenComparing(Path::toString));
    for (int i = 0; i < files.size() - FILES_MAX; i++) Files.deleteIfExists(files.get(i));
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
