package io.dunlin.runtime.host.export;

import static io.dunlin.runtime.journal.Entries.PEER;
import static io.dunlin.runtime.journal.Entries.SELF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.map.Change;
import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.journal.Entries;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SeriesDescriptor.Column;
import io.dunlin.runtime.state.SeriesDescriptor.Type;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  private static final long UTC_MILLIS = 1_778_758_800_000L; // 2026-05-14T11:40:00Z
  private static final SeriesDescriptor AIR =
      new SeriesDescriptor(
          "air",
          List.of(
              new Column("t", "Cel", Type.INT, -2),
              new Column("note", "", Type.STRING, 0),
              new Column("wet", "", Type.BOOL, 0)));
  private static final SeriesDescriptor HOSTILE =
      new SeriesDescriptor("../../etc/x", List.of(new Column("v", "", Type.INT, 0)));

  @TempDir Path home;
  private final List<LogEntry> entries = new ArrayList<>();

  private Path journal() throws IOException {
    Path directory = Files.createDirectories(home.resolve("journal"));
    try (Journal journal =
        Journal.open(new FileDisk(directory), Entries.setup(1, 1 << 14, _ -> {})).journal()) {
      for (LogEntry entry : entries) journal.append(List.of(entry));
      journal.commit();
    }
    return directory;
  }

  private static Dot dot(ReplicaId origin, int lane, long seq) {
    return new Dot(new LogId(origin, 7, lane), seq);
  }

  private void describe(SeriesDescriptor series, long seq) {
    Dot dot = dot(SELF, Entries.STATE, seq);
    var put = series.put();
    var change = new Change(dot, new Stamp(seq, 0), put.key(), put.value(), List.of());
    entries.add(new LogEntry(dot, seq, EntryKind.STATE, ChangeCodec.body(change)));
  }

  private void clock(ReplicaId origin, long seq, long utcMillis) {
    var anchor = new ClockAnchor(utcMillis, 5, ClockAnchor.Source.GPS);
    var dot = dot(origin, Entries.STATE, seq);
    entries.add(new LogEntry(dot, 1_000_000_000L, EntryKind.ANCHOR, anchor.body()));
  }

  private void observe(ReplicaId origin, long seq, SeriesDescriptor series, @Nullable Object... v) {
    byte[] body = new Observation(series.hash(), Arrays.asList(v)).body(series);
    observed(origin, seq, body);
  }

  private void observed(ReplicaId origin, long seq, byte[] body) {
    long nanos = 1_000_000_000L + seq * 500_000_000L;
    entries.add(
        new LogEntry(dot(origin, Entries.TELEMETRY, seq), nanos, EntryKind.OBSERVATION, body));
  }

  private Path only(Path directory, String ending) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  /** The fields of RFC 4180, as another program reads them. */
  private static List<List<String>> parse(String csv) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"')
          field.append(csv.charAt(i++));
        else quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(List.copyOf(row));
          row.clear();
        }
      } else if (quoted || c != '\r') {
        field.append(c);
      }
    }
    return rows;
  }

  @Test
  void csvHoldsEveryObservationOnceAndExactly() throws Exception {
    observe(SELF, 1, AIR, 2_150L, "dry, \"very\"\nnext line", true);
    observe(SELF, 2, AIR, -5L, null, false);
    observe(PEER, 1, AIR, null, "", null);
    describe(AIR, 1);
    clock(SELF, 2, UTC_MILLIS);
    Path out = home.resolve("out");
    Export.Report report = Export.run(journal(), ExportFormat.CSV, out);
    assertThat(report).isEqualTo(new Export.Report(3, 1, 0, 0, 0, 0));
    String csv = Files.readString(out.resolve("air-" + AIR.hash() + ".csv"));
    assertThat(csv).contains("\r\n");
    List<List<String>> rows = parse(csv);
    String epoch = "0000000000000007";
    assertThat(rows)
        .containsExactly(
            List.of(
                "time", "device", "epoch", "lane", "seq", "boot_nanos", "t [Cel]", "note", "wet"),
            List.of(
                "2026-05-14T11:40:00.5+00:00",
                SELF.toString(),
                epoch,
                "2",
                "1",
                "1500000000",
                "21.50",
                "dry, \"very\"\nnext line",
                "true"),
            List.of(
                "2026-05-14T11:40:01+00:00",
                SELF.toString(),
                epoch,
                "2",
                "2",
                "2000000000",
                "-0.05",
                "",
                "false"),
            List.of("", PEER.toString(), epoch, "2", "1", "1500000000", "", "", ""));
    assertThat(csv).as("empty text is not what was not measured").contains(",\"\",");
  }

  @Test
  void senmlHoldsWhatHasATimeAndTheReportTellsOfTheRest() throws Exception {
    observe(SELF, 1, AIR, 2_150L, null, true);
    observe(PEER, 1, AIR, 1L, null, null);
    describe(AIR, 1);
    clock(SELF, 2, UTC_MILLIS);
    Path out = home.resolve("out");
    Export.Report report = Export.run(journal(), ExportFormat.SENML, out);
    assertThat(report).isEqualTo(new Export.Report(1, 0, 1, 0, 0, 0));
    assertThat(report.isWhole()).isFalse();
    assertThat(Files.readString(only(out, ".senml.json")))
        .contains("\"bn\":\"urn:dunlin:dev:" + SELF + ":air:\"")
        .contains("\"bt\":1778758800.5")
        .contains("\"n\":\"t\",\"u\":\"Cel\",\"v\":21.5")
        .contains("\"n\":\"wet\",\"vb\":true");
  }

  @Test
  void thePacksOfManyObservationsAreSeveralFiles() throws Exception {
    for (int i = 1; i <= 10_001; i++) observe(SELF, i, AIR, (long) i, null, null);
    describe(AIR, 1);
    clock(SELF, 2, UTC_MILLIS);
    Path out = home.resolve("out");
    assertThat(Export.run(journal(), ExportFormat.SENML, out).exported()).isEqualTo(10_001);
    String name = "air-" + AIR.hash() + "-" + SELF;
    assertThat(Files.readString(out.resolve(name + "-000001.senml.json")))
        .satisfies(pack -> assertThat(pack.endsWith("\"v\":100,\"t\":4999.5}]")).isTrue());
    assertThat(Files.readString(out.resolve(name + "-000002.senml.json")))
        .contains("\"v\":100.01")
        .contains("\"bt\":");
  }

  @Test
  void theSumsAreOfAllFilesAndRight() throws Exception {
    observe(SELF, 1, AIR, 1L, null, null);
    describe(AIR, 1);
    Path out = home.resolve("out");
    Export.run(journal(), ExportFormat.CSV, out);
    List<String> sums = Files.readAllLines(out.resolve("SHA256SUMS"));
    assertThat(sums).hasSize(2).anyMatch(line -> line.endsWith("  report.json"));
    for (String line : sums) {
      byte[] file = Files.readAllBytes(out.resolve(line.substring(66)));
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(file);
      assertThat(line).startsWith(HexFormat.of().formatHex(sum) + "  ");
    }
  }

  @Test
  void badInputIsCountedAndNothingElseIsLost() throws Exception {
    observe(SELF, 1, AIR, 1L, null, null);
    observed(SELF, 2, HexFormat.of().parseHex(AIR.hash() + "ff"));
    observed(SELF, 3, new byte[3]);
    observe(SELF, 4, HOSTILE, 1L);
    observed(SELF, 5, new Observation("0123456789abcdef", List.of(1L)).body(HOSTILE));
    observe(SELF, 6, AIR, 2L, null, null);
    describe(AIR, 1);
    describe(HOSTILE, 2);
    clock(SELF, 3, Long.MAX_VALUE);
    Path out = home.resolve("out");
    Path journal = journal();
    assertThat(Export.run(journal, ExportFormat.CSV, out))
        .isEqualTo(new Export.Report(3, 3, 0, 1, 2, 0));
    assertThat(out.resolve(HOSTILE.hash() + ".csv")).exists();
    try (var files = Files.list(home)) {
      assertThat(files.toList()).containsExactlyInAnyOrder(journal, out);
    }
  }

  @Test
  void damageIsReported() throws Exception {
    for (int i = 1; i <= 50; i++) observe(SELF, i, AIR, (long) i, null, null);
    describe(AIR, 1);
    Path journal = journal();
    Path segment = only(journal, ".log");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[1_030] ^= 1;
    Files.write(segment, bytes);
    Export.Report report = Export.run(journal, ExportFormat.CSV, home.resolve("out"));
    assertThat(report.exported()).isEqualTo(49);
    assertThat(report.damagedPlaces()).isEqualTo(1);
    assertThat(report.isWhole()).isFalse();
  }

  @Test
  void neitherAFullDirectoryNorAMissingJournalIsTouched() throws Exception {
    observe(SELF, 1, AIR, 1L, null, null);
    Path journal = journal();
    Path out = Files.createDirectories(home.resolve("out"));
    Path mine = Files.writeString(out.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> Export.run(journal, ExportFormat.CSV, out))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not empty");
    assertThat(mine).hasContent("mine");
    Path empty = Files.createDirectories(home.resolve("empty"));
    assertThatThrownBy(() -> Export.run(empty, ExportFormat.CSV, home.resolve("other")))
        .hasMessageContaining("no journal in " + empty);
    assertThat(home.resolve("other")).doesNotExist();
  }
}
