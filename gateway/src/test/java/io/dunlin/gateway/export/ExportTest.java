package io.dunlin.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.HybridClock;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.gateway.StoreException;
import io.dunlin.gateway.store.sqlite.SqliteStore;
import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.JournalLimits;
import io.dunlin.runtime.journal.JournalSetup;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SeriesDescriptor.Column;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportTest {
  private static final ReplicaId OWL = new ReplicaId(1, 1);
  private static final ReplicaId FOX = new ReplicaId(2, 2);
  private static final long NOON = 1_778_760_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final SeriesDescriptor AIR =
      new SeriesDescriptor(
          "air",
          List.of(
              new Column("t", "Cel", SeriesDescriptor.Type.INT, -2),
              new Column("note", "", SeriesDescriptor.Type.STRING, 0),
              new Column("wet", "", SeriesDescriptor.Type.BOOL, 0)));
  private static final SeriesDescriptor HOSTILE =
      new SeriesDescriptor(
          "../../Etc/passwd",
          List.of(new Column("a\"b,c", "\u00b0 C", SeriesDescriptor.Type.INT, 3)));
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @TempDir Path home;

  private static ExportRequest all(ExportFormat format) {
    return new ExportRequest(format, null, null, null, null);
  }

  private static LogEntry observed(
      ReplicaId of, long seq, SeriesDescriptor series, @Nullable Object... values) {
    byte[] body = new Observation(series.hash(), Arrays.asList(values)).body(series);
    return entry(of, seq, EntryKind.OBSERVATION, body);
  }

  private static LogEntry entry(ReplicaId of, long seq, byte kind, byte[] body) {
    LogId log = new LogId(of, 7, Lane.TELEMETRY.number());
    return new LogEntry(new Dot(log, seq), seq * SECOND + 5, kind, body);
  }

  /** Its process started at noon. */
  private static LogEntry anchor(ReplicaId of, long seq) {
    var anchor = new ClockAnchor(NOON + seq * 1_000, 5, ClockAnchor.Source.SYSTEM);
    return entry(of, seq, EntryKind.ANCHOR, anchor.body());
  }

  private Path store(List<LogEntry> entries, SeriesDescriptor... series) throws StoreException {
    Path directory = home.resolve("gateway");
    try (SqliteStore store = SqliteStore.open(directory.resolve("store"))) {
      store.describe(List.of(series));
      store.upsert(entries);
    }
    return directory;
  }

  private Path journal(List<LogEntry> entries, SeriesDescriptor... series) throws IOException {
    Path directory = home.resolve("device");
    var state = new SwarmState((_, _) -> false);
    var described = new ArrayList<LogEntry>();
    for (SeriesDescriptor each : series) {
      Dot dot = new Dot(new LogId(OWL, 7, Lane.STATE.number()), described.size() + 1);
      var change = state.write(each.put(), dot, new HybridClock().tick(1));
      described.add(new LogEntry(dot, 1, EntryKind.STATE, ChangeCodec.body(change)));
    }
    long much = 1L << 30;
    var limits = new JournalLimits(1 << 20, List.of(much, much, much, much), 0, 1 << 20);
    var setup = new JournalSetup(OWL, 7, limits, new SplittableRandom(1), _ -> {});
    var disk = new FileDisk(Files.createDirectories(directory.resolve("journal")));
    try (Journal journal = Journal.open(disk, setup).journal()) {
      // Series are described after the first observations of them.
      journal.append(entries);
      journal.append(described);
      journal.commit();
    }
    return directory;
  }

  private List<String> lines(String beginning) throws IOException {
    try (var files = Files.list(home.resolve("out"))) {
      Path file =
          files
              .filter(each -> each.getFileName().toString().startsWith(beginning))
              .findFirst()
              .orElseThrow();
      return Files.readAllLines(file);
    }
  }

  private List<LogEntry> air() {
    return List.of(
        anchor(OWL, 1),
        observed(OWL, 2, AIR, 1_234L, "wind, \"strong\"", true),
        observed(OWL, 3, AIR, -5L, null, false),
        observed(FOX, 1, AIR, null, "plain", null));
  }

  @Test
  void aTableHasExactValuesTimesAndUnits() throws Exception {
    Manifest manifest = Export.run(store(air(), AIR), home.resolve("out"), all(ExportFormat.CSV));
    assertThat(lines("air-"))
        .containsExactly(
            "time,device,epoch,lane,seq,boot_seconds,t [Cel],note,wet",
            "2026-05-14T12:00:02Z,"
                + OWL
                + ",7,2,2,2.000000005,12.34,"
                + "\"wind, \"\"strong\"\"\",true",
            "2026-05-14T12:00:03Z," + OWL + ",7,2,3,3.000000005,-0.05,,false",
            "," + FOX + ",7,2,1,1.000000005,,plain,");
    assertThat(manifest.observations()).isEqualTo(3);
    assertThat(manifest.withoutTime()).isEqualTo(1);
  }

  @Test
  void aDevicesJournalGivesTheSameTableAsTheGatewaysStore() throws Exception {
    Export.run(store(air(), AIR), home.resolve("out"), all(ExportFormat.CSV));
    List<String> stored = lines("air-");
    Export.run(journal(air(), AIR), home.resolve("out2"), all(ExportFormat.CSV));
    assertThat(Files.readAllLines(home.resolve("out2/air-" + AIR.hash() + ".csv")))
        .isEqualTo(stored);
  }

  @Test
  void theManifestNamesEveryFileWithItsHash() throws Exception {
    Export.run(store(air(), AIR), home.resolve("out"), all(ExportFormat.SENML));
    JsonNode manifest = MAPPER.readTree(Files.readAllBytes(home.resolve("out/manifest.json")));
    var named = new ArrayList<String>();
    for (JsonNode file : manifest.get("files")) {
      named.add(file.get("file").asString());
      byte[] bytes = Files.readAllBytes(home.resolve("out").resolve(file.get("file").asString()));
      assertThat(file.get("bytes").asLong()).isEqualTo(bytes.length);
      assertThat(file.get("sha256").asString())
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }
    try (var files = Files.list(home.resolve("out"))) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("manifest.json", "SHA256SUMS", named.get(0), named.get(1));
    }
    assertThat(manifest.get("observations").asLong()).isEqualTo(3);
    assertThat(Files.readAllLines(home.resolve("out/SHA256SUMS")))
        .hasSize(2)
        .allMatch(line -> line.matches("[0-9a-f]{64}  air-.*"));
  }

  /** Read as RFC 8428 section 4.6 says: base fields hold until they are said anew. */
  @Test
  void senmlResolvesToEveryValueAndTimeHoweverManyThereAre() throws Exception {
    var entries = new ArrayList<LogEntry>();
    var expected = new TreeMap<String, BigDecimal>();
    entries.add(anchor(OWL, 1));
    entries.add(anchor(FOX, 1));
    for (long seq = 2; seq < 1_002; seq++) {
      for (ReplicaId device : List.of(OWL, FOX)) {
        long value = seq * 37 * device.low() - 20_000;
        entries.add(observed(device, seq, AIR, value, null, null));
        expected.put(
            "urn:dunlin:dev:" + device + ":air:t@" + (NOON + seq * 1_000),
            BigDecimal.valueOf(value, 2).stripTrailingZeros());
      }
    }
    Export.run(store(entries, AIR), home.resolve("out"), all(ExportFormat.SENML));
    var found = new TreeMap<String, BigDecimal>();
    for (ReplicaId device : List.of(OWL, FOX)) {
      Path file = home.resolve("out/air-" + AIR.hash() + "-" + device + ".senml.json");
      String baseName = "";
      BigDecimal baseTime = BigDecimal.ZERO;
      for (JsonNode record : MAPPER.readTree(Files.readAllBytes(file))) {
        if (record.has("bn")) baseName = record.get("bn").asString();
        if (record.has("bt")) baseTime = record.get("bt").decimalValue();
        BigDecimal time = record.has("t") ? record.get("t").decimalValue() : BigDecimal.ZERO;
        BigDecimal at = baseTime.add(time).movePointRight(3);
        assertThat(record.get("u").asString()).isEqualTo("Cel");
        found.put(
            baseName + record.get("n").asString() + "@" + at.longValueExact(),
            record.get("v").decimalValue().stripTrailingZeros());
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void nothingIsLeftOutForWantOfAClockADescriptionOrSense() throws Exception {
    byte[] broken = HexFormat.of().parseHex(AIR.hash() + "ff");
    var entries =
        List.of(
            observed(FOX, 1, AIR, 1L, "no clock", true),
            observed(FOX, 2, HOSTILE, 4L),
            entry(FOX, 3, EntryKind.OBSERVATION, broken),
            entry(FOX, 4, EntryKind.OBSERVATION, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
    Manifest manifest =
        Export.run(journal(entries, AIR, HOSTILE), home.resolve("out"), all(ExportFormat.SENML));
    assertThat(manifest.observations()).isEqualTo(4);
    assertThat(manifest.undecoded()).isEqualTo(2);
    assertThat(lines("air-")).hasSize(2);
    assertThat(lines("undecoded"))
        .satisfies(lines -> {
          assertThat(lines.get(1)).endsWith("," + AIR.hash() + "ff");
          assertThat(lines.get(2)).endsWith(",010203040506070809");
        });
    assertThat(lines("-etc-passwd-"))
        .satisfies(lines -> {
          assertThat(lines.getFirst()).endsWith(",\"a\"\"b,c [\u00b0 C]\"");
          assertThat(lines.get(1)).endsWith(",4000");
        });
  }

  /** With a clock, what SenML has no characters for goes to a table too. */
  @Test
  void aNameThatSenmlForbidsIsATable() throws Exception {
    var entries = List.of(anchor(OWL, 1), observed(OWL, 2, HOSTILE, 4L));
    Export.run(store(entries, HOSTILE), home.resolve("out"), all(ExportFormat.SENML));
    assertThat(lines("-etc-passwd-").get(1)).endsWith(",4000");
  }

  @Test
  void devicesSeriesAndTimesAreChosen() throws Exception {
    Path from = store(air(), AIR, HOSTILE);
    var owl = new ExportRequest(ExportFormat.CSV, OWL, "air", NOON + 3_000, NOON + 4_000);
    Manifest manifest = Export.run(from, home.resolve("out"), owl);
    assertThat(manifest.observations()).isEqualTo(1);
    assertThat(lines("air-").get(1)).contains("-0.05");
  }

  @Test
  void whatCannotBeSaysWhy() throws Exception {
    Path from = store(air(), AIR);
    var none = new ExportRequest(ExportFormat.CSV, null, "water", null, null);
    assertThatThrownBy(() -> Export.run(from, home.resolve("out"), none))
        .hasMessage("no series water; there are air");
    assertThatThrownBy(() -> Export.run(from, from, all(ExportFormat.CSV)))
        .hasMessageContaining("is not empty");
    assertThatThrownBy(
            () -> Export.run(home.resolve("gone"), home.resolve("out"), all(ExportFormat.CSV)))
        .hasMessageContaining("no such directory");
    Path empty = Files.createDirectories(home.resolve("empty"));
    assertThatThrownBy(() -> Export.run(empty, home.resolve("out"), all(ExportFormat.CSV)))
        .hasMessageContaining("name the data directory");
  }

  @Test
  void damageIsCountedAndTheRestExported() throws Exception {
    Path from = journal(air(), AIR);
    Path segment;
    try (var files = Files.list(from.resolve("journal"))) {
      segment = files.filter(each -> each.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    bytes[1_024 + 100] ^= 1;
    Files.write(segment, bytes);
    Manifest manifest = Export.run(from, home.resolve("out"), all(ExportFormat.CSV));
    assertThat(manifest.damaged()).isEqualTo(1);
    assertThat(manifest.observations()).isEqualTo(2);
  }
}
