package io.dunlin.runtime.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How programs are run.
 *
 * @param workDirectory holds one fresh directory per attempt; whatever an earlier process left in
 *     it is deleted
 * @param programs command line by key: a program and its first arguments, never given to a shell; a
 *     mission's arguments follow
 * @param outputBytesKept of what a program prints, its last ones
 * @param grace between asking a program to end and ending it
 * @param timeMax for one attempt
 * @param outputFileBytesMax for all output files of one attempt together
 */
public record ProcessSettings(
    Path workDirectory,
    SortedMap<String, List<String>> programs,
    int outputBytesKept,
    Duration grace,
    Duration timeMax,
    long outputFileBytesMax) {
  public static final int OUTPUT_BYTES_KEPT = 64 * 1024;
  public static final Duration GRACE = Duration.ofSeconds(5);

  public ProcessSettings {
    var copy = new TreeMap<String, List<String>>();
    programs.forEach((key, command) -> {
      if (command.isEmpty()) throw new IllegalArgumentException("program " + key + " is empty");
      copy.put(key, List.copyOf(command));
    });
    programs = Collections.unmodifiableSortedMap(copy);
  }

  /** The usual limits: 64 KiB of output, 5 s of grace, a day, 1 GiB of files. */
  public static ProcessSettings of(Path workDirectory, SortedMap<String, List<String>> programs) {
    return new ProcessSettings(
        workDirectory, programs, OUTPUT_BYTES_KEPT, GRACE, Duration.ofDays(1), 1L << 30);
  }
}
