package io.dunlin.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code ./dunlin} as a user would and keeps what it printed. */
record Launcher(int exit, String out, String err) {

  static Launcher run(Path work, int seconds, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("dunlin.root"), "dunlin").toString());
    command.addAll(List.of(words));
    Path out = Files.createTempFile(work, "out", "");
    Path err = Files.createTempFile(work, "err", "");
    var builder = new ProcessBuilder(command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("not within " + seconds + " s: " + command + Files.readString(err));
    }
    return new Launcher(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** The demo, headless, with its report. */
  static JsonNode demo(Path work, int expectedExit, String... options)
      throws IOException, InterruptedException {
    Path report = work.resolve("report.json");
    var words = new ArrayList<>(List.of("demo", "--headless", "--report", report.toString()));
    words.addAll(List.of(options));
    Launcher run = run(work, 240, words.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isEqualTo(expectedExit);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    return new JsonMapper().readTree(Files.readString(report));
  }
}
