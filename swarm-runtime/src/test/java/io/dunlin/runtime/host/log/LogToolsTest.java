package io.dunlin.runtime.host.log;

import static io.dunlin.runtime.journal.Entries.PEER;
import static io.dunlin.runtime.journal.Entries.SELF;
import static io.dunlin.runtime.journal.Entries.STATE;
import static io.dunlin.runtime.journal.Entries.TELEMETRY;
import static io.dunlin.runtime.journal.Entries.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.journal.Entries;
import io.dunlin.runtime.journal.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogToolsTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final PrintStream err =
      new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

  @BeforeEach
  void write() throws IOException {
    try (Journal journal =
        Journal.open(new FileDisk(directory), Entries.setup(1, 1 << 14, _ -> {})).journal()) {
      journal.append(run(SELF, 1, TELEMETRY, 1, 300));
      journal.append(run(PEER, 0xabc, STATE, 5, 8));
      journal.commit();
    }
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private Path firstSegment() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(f -> f.toString().endsWith(".log"))
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private void damage(int at) throws IOException {
    byte[] segment = Files.readAllBytes(firstSegment());
    segment[at] ^= 1;
    Files.write(firstSegment(), segment);
  }

  @Test
  void catPrintsOneObjectPerEntry() throws IOException {
    assertThat(new LogCat().run(directory, out, err)).isZero();
    assertThat(lines()).hasSize(304);
    assertThat(lines().getFirst())
        .startsWith(
            "{\"segment\":1,\"position\":1024,\"origin\":\"11112222333344440000000000000001\","
                + "\"epoch\":\"0000000000000001\",\"lane\":2,\"seq\":1,\"bootNanos\":1000,"
                + "\"kind\":\"observation\",\"body\":\"");
  }

  @Test
  void verifyNamesTheDamagedPlaceAndFails() throws IOException {
    assertThat(new LogVerify().run(directory, out)).isZero();
    assertThat(lines()).containsExactly("304 entries in 2 segments, 0 damaged places");
    bytes.reset();
    damage(1_030);
    assertThat(new LogVerify().run(directory, out)).isEqualTo(1);
    assertThat(lines().getFirst())
        .isEqualTo("segment 0000000000000001 position 1024: 72 bytes damaged");
    assertThat(lines().getLast()).isEqualTo("303 entries in 2 segments, 1 damaged places");
    assertThat(new LogCat().run(directory, out, err)).isEqualTo(1);
  }

  @Test
  void statSumsEachLog() throws IOException {
    damage(1_030);
    new LogStat().run(directory, out, false);
    assertThat(lines()).hasSize(3);
    assertThat(lines().get(1)).contains("[2..300]");
    assertThat(lines().get(2)).contains("0000000000000abc").endsWith("[5..8]");
    bytes.reset();
    new LogStat().run(directory, out, true);
    assertThat(lines().getFirst()).endsWith("\"first\":2,\"last\":300,\"missing\":1}");
  }

  @Test
  void changesNothingAndNeedsADirectory() throws IOException {
    damage(1_030);
    byte[] before = Files.readAllBytes(firstSegment());
    new LogVerify().run(directory, out);
    new LogCat().run(directory, out, err);
    assertThat(Files.readAllBytes(firstSegment())).isEqualTo(before);
    assertThatThrownBy(() -> new LogStat().run(directory.resolve("absent"), out, false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such directory");
  }

  @Test
  void aDirectoryWithoutAJournalIsAnErrorThatSaysWhereOneIs(@TempDir Path elsewhere) {
    String why = "no journal in " + elsewhere + ": name the directory of its .log files";
    assertThatThrownBy(() -> new LogStat().run(elsewhere, out, false)).hasMessageContaining(why);
    assertThatThrownBy(() -> new LogVerify().run(elsewhere, out)).hasMessageContaining(why);
    assertThatThrownBy(() -> new LogCat().run(elsewhere, out, err)).hasMessageContaining(why);
    assertThat(lines()).isEmpty();
  }
}
