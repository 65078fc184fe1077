package io.dunlin.hal.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Opens a recording's file, unpacking {@code .gz} on the way; 16 KiB of buffer. */
final class RecordingFile {
  private static final int BUFFER_BYTES = 16 << 10;

  private RecordingFile() {}

  static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      return new BufferedInputStream(raw, BUFFER_BYTES);
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The last part of a path, for messages. */
  static String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
