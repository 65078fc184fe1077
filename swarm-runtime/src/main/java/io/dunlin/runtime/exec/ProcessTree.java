package io.dunlin.runtime.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * All processes of one attempt: the program, its descendants, and those that left the family by a
 * double fork. The latter are found by a word in their environment, which every descendant
 * inherits; reading it needs Linux, elsewhere only descendants are found. A program that clears its
 * environment and leaves the family escapes until cgroups hold it.
 */
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");

  private final String marker;

  /**
   * @param marker {@code NAME=value} as it stands in the environment of each process
   */
  ProcessTree(String marker) {
    this.marker = marker;
  }

  /**
   * Asks all to end, those too that turn up meanwhile, waits at most so long, then ends them. False
   * when some are left even so.
   */
  boolean end(Process program, Duration grace) throws InterruptedException {
    long until = System.nanoTime() + grace.toNanos();
    var asked = new HashSet<Long>();
    List<ProcessHandle> left = alive(program);
    while (!left.isEmpty() && System.nanoTime() - until < 0) {
      for (ProcessHandle each : left) if (asked.add(each.pid())) each.destroy();
      Thread.sleep(20);
      left = alive(program);
    }
    return kill(program);
  }

  /** Ends all at once. Repeated, for a process may fork while the list is read. */
  boolean kill(Process program) throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      List<ProcessHandle> left = alive(program);
      if (left.isEmpty()) return true;
      for (ProcessHandle each : left) each.destroyForcibly();
      Thread.sleep(20);
    }
    return false;
  }

  private List<ProcessHandle> alive(Process program) {
    var all = new ArrayList<ProcessHandle>();
    // The program first: it is to hear the request before it sees its children go.
    if (program.isAlive()) all.add(program.toHandle());
    program.descendants().filter(ProcessHandle::isAlive).forEach(all::add);
    for (ProcessHandle each : marked(marker)) if (!all.contains(each)) all.add(each);
    return all;
  }

  /**
   * Processes of this user with that word in their environment, this process excepted. Cost one
   * small read for each process of the machine.
   */
  static List<ProcessHandle> marked(String marker) {
    var found = new ArrayList<ProcessHandle>();
    if (!Files.isDirectory(PROC)) return found;
    try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        long pid = Long.parseLong(entry.getFileName().toString());
        if (pid == ProcessHandle.current().pid() || !carries(entry, marker)) continue;
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isPresent() && handle.get().isAlive()) found.add(handle.get());
      }
    } catch (IOException | NumberFormatException e) {
      return found;
    }
    return found;
  }

  private static boolean carries(Path process, String marker) {
    try {
      String environment =
          new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
      return ("\0" + environment).contains("\0" + marker);
    } catch (IOException e) {
      return false;
    }
  }
}
