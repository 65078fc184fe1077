package io.dunlin.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser while a demo plays: {@code src/test/ui/run.mjs}. */
class DashboardIT {
  @TempDir Path work;

  @Test
  void everyPageIsLiveAndAccessibleDuringADemo() throws Exception {
    needs(Path.of("/usr/bin/chromium"), "chromium");
    needs(which("npm"), "npm");
    Path root = Path.of(System.getProperty("dunlin.root"));
    Path ui = root.resolve("gateway/src/test/ui");
    run(ui, List.of("npm", "ci", "--ignore-scripts", "--silent"), 120);
    Process demo =
        new ProcessBuilder(root.resolve("dunlin").toString(), "demo", "--seed", "2")
            .redirectOutput(work.resolve("demo.json").toFile())
            .start();
    try {
      BufferedReader said = demo.errorReader();
      String address = "";
      String line = said.readLine();
      while (line != null && !line.contains("accepted and planned")) {
        int at = line.indexOf("http://127.0.0.1");
        if (at >= 0) address = line.substring(at).strip();
        line = said.readLine();
      }
      assertThat(address).isNotEmpty();
      Thread.ofVirtual().start(() -> drain(said));
      run(ui, List.of("node", "run.mjs", address), 240);
    } finally {
      demo.destroy();
      if (!demo.waitFor(20, TimeUnit.SECONDS)) demo.destroyForcibly();
    }
  }

  private static void drain(BufferedReader said) {
    try {
      String line = said.readLine();
      while (line != null) line = said.readLine();
    } catch (IOException e) {
      // The demo has ended.
    }
  }

  private void run(Path directory, List<String> command, int seconds) throws Exception {
    Path out = Files.createTempFile(work, "run", "");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    assertThat(ended).as(command + ": " + Files.readString(out)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
  }

  private static Path which(String program) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, program))) return Path.of(directory, program);
    }
    return Path.of(program);
  }

  private static void needs(Path program, String debianPackage) {
    if (Files.isExecutable(program)) return;
    String message = program + " is missing: apt install " + debianPackage;
    if ("1".equals(System.getenv("DUNLIN_TESTS_MANDATORY"))) throw new AssertionError(message);
    Assumptions.abort(message);
  }
}
