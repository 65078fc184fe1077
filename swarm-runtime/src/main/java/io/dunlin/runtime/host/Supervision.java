package io.dunlin.runtime.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Obeys a parent process over standard input, so that nothing outlives it: {@code quiet} stops
 * sampling, the end of the input stops the process.
 */
public final class Supervision {
  private Supervision() {}

  public static void start(Runnable quiet, Runnable stop) {
    Thread.ofPlatform().name("supervision").daemon().start(() -> obey(quiet, stop));
  }

  private static void obey(Runnable quiet, Runnable stop) {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("quiet")) quiet.run();
      }
    } catch (IOException e) {
      // The parent is gone either way.
    }
    stop.run();
  }
}
