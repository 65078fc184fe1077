package io.dunlin.hal.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** One value of the kernel: a short line of text. */
final class SysFile {
  private static final int BYTES_MAX = 64;

  private SysFile() {}

  /** The line; empty where the file is not there or cannot be read now. */
  static Optional<String> text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(BYTES_MAX), StandardCharsets.US_ASCII).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The number; empty also where the line is none. */
  static OptionalLong number(Path file) {
    try {
      Optional<String> text = text(file);
      return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
