package io.dunlin.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.gateway.store.sqlite.SqliteStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @TempDir Path home;
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    var command = Main.commandLine();
    command.setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter()));
    return command.execute(arguments);
  }

  @Test
  void anEmptyStoreIsExported() throws Exception {
    SqliteStore.open(home.resolve("store")).close();
    assertThat(run("data", "export", home.toString(), "--out", home.resolve("o").toString()))
        .isEqualTo(Exit.OK);
    assertThat(home.resolve("o/manifest.json")).exists();
    assertThat(err.toString()).contains("0 observations");
  }

  @Test
  void wrongWordsAreInvalid() {
    String out = home.resolve("o").toString();
    assertThat(run("data", "export", "x", "--out", out, "--format", "xml")).isEqualTo(Exit.INVALID);
    assertThat(err.toString()).contains("--format is csv or senml, not xml");
    assertThat(run("data", "export", "x", "--out", out, "--since", "yesterday"))
        .isEqualTo(Exit.INVALID);
    assertThat(err.toString()).contains("--since is a time such as");
    assertThat(run("data", "export", "x", "--out", out, "--device", "owl")).isEqualTo(Exit.INVALID);
    assertThat(run("data", "export", "x")).isEqualTo(Exit.INVALID);
    assertThat(run("data", "export", home.toString(), "--out", out)).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("name the data directory of a device or gateway");
  }
}
