package io.dunlin.hal.replay;

import io.dunlin.hal.HardwareException;
import io.dunlin.hal.HardwareSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds a recording's folder and files, and says what to do where they are not. */
record RecordingFolder(Path path) {
  private static final int FILES_MAX = 1024;

  /**
   * The folder {@code data}, or the one of {@code usualNames} inside it.
   *
   * @param usualNames what the data set's folder is called when {@code data} holds several sets
   */
  static RecordingFolder of(HardwareSpec spec, String... usualNames) throws HardwareException {
    String data =
        spec.text("data")
            .orElseThrow(() ->
                new HardwareException(
                    "hardware.data is not set: name the folder that holds the recording"));
    Path folder = Path.of(data);
    if (!Files.isDirectory(folder)) {
      throw new HardwareException(
          "hardware.data = \"%s\": there is no such folder; put the recording there or correct the path"
              .formatted(data));
    }
    for (String name : usualNames) {
      if (Files.isDirectory(folder.resolve(name))) {
        return new RecordingFolder(folder.resolve(name));
      }
    }
    return new RecordingFolder(folder);
  }

  Path file(String name, String format) throws HardwareException {
    Path file = path.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw nothing(name, format);
    }
    return file;
  }

  /** Files that match a glob, by name. */
  List<Path> files(String glob, String format) throws HardwareException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> matching = Files.newDirectoryStream(path, glob)) {
      for (Path file : matching) {
        if (files.size() < FILES_MAX) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new HardwareException("%s: cannot be listed (%s)".formatted(path, e.getMessage()), e);
    }
    if (files.isEmpty()) {
      throw nothing(glob, format);
    }
    Collections.sort(files);
    return files;
  }

  HardwareException nothing(String what, String format) {
    return new HardwareException(
        "%s: no %s there, which source \"%s\" plays; put it there or choose another hardware.source"
            .formatted(path, what, format));
  }
}
