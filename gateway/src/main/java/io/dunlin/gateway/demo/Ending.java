package io.dunlin.gateway.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Leaves nothing running and nothing behind: once, whether the demo came to its end or was told to
 * stop in the middle (Ctrl-C).
 *
 * @param keep leave the working directory for somebody to look at
 */
record Ending(Swarm swarm, Path home, boolean keep) {

  /** May be called again, from any thread; the second caller waits for the first. */
  synchronized void end() {
    try {
      swarm.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (keep || !Files.exists(home)) return;
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException e) {
      System.err.println("dunlin demo: " + home + " could not be removed: " + e.getMessage());
    }
  }
}
