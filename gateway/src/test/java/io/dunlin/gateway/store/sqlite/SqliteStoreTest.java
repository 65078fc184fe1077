package io.dunlin.gateway.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.gateway.PublishedResult;
import io.dunlin.gateway.StoreException;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
  private static final ReplicaId A = new ReplicaId(1, 1);
  private static final LogId LOG = new LogId(A, -7, 2);
  private static final SeriesDescriptor AIR =
      new SeriesDescriptor(
          "air", List.of(new SeriesDescriptor.Column("t", "Cel", SeriesDescriptor.Type.INT, -2)));

  @TempDir Path directory;

  private static LogEntry observed(long seq, long value) {
    byte[] body = new Observation(AIR.hash(), List.of(value)).body(AIR);
    return new LogEntry(new Dot(LOG, seq), seq * 1_000_000_000, EntryKind.OBSERVATION, body);
  }

  @Test
  void anUpsertMayBeRepeatedAndReordered() throws StoreException {
    try (SqliteStore store = SqliteStore.open(directory)) {
      var entries = new ArrayList<LogEntry>();
      for (long seq = 1; seq <= 50; seq++) entries.add(observed(seq, seq));
      Collections.shuffle(entries, new Random(1));
      store.upsert(entries.subList(0, 30));
      store.upsert(entries);
      store.upsert(entries.subList(10, 40));
      assertThat(store.held().of(LOG)).isEqualTo(IntervalSet.of(1, 50));
      assertThat(store.rows()).containsEntry(LOG, 50L);
    }
  }

  /** Longer than any group of rows that goes by one statement, and broken at every length. */
  @Test
  void runsOfAnyLengthAndOfSeveralSeriesKeepTheirContent() throws StoreException {
    var entries = new ArrayList<LogEntry>();
    var random = new Random(5);
    for (long seq = 1; seq <= 2_000; ) {
      var log = new LogId(new ReplicaId(1, random.nextInt(3)), -7, 2);
      byte series = (byte) random.nextInt(2);
      for (int left = random.nextInt(150); left >= 0; left--, seq++) {
        byte[] body = {series, 0, 0, 0, 0, 0, 0, 0, (byte) seq, (byte) (seq >> 8)};
        entries.add(new LogEntry(new Dot(log, seq), seq * 7, EntryKind.OBSERVATION, body));
      }
    }
    try (SqliteStore store = SqliteStore.open(directory)) {
      store.upsert(entries.subList(500, 900));
      store.upsert(entries);
      assertThat(store.held().count()).isEqualTo(entries.size());
      var newest = store.newest(null, null, 1_000);
      for (int i = 0; i < 1_000; i++) {
        LogEntry written = entries.get(entries.size() - 1 - i);
        assertThat(newest.get(i).dot()).isEqualTo(written.dot());
        assertThat(newest.get(i).bootNanos()).isEqualTo(written.bootNanos());
        assertThat(newest.get(i).body()).isEqualTo(written.body());
      }
    }
  }

  @Test
  void whatIsHeldIsKnownAgainAfterAReopen() throws StoreException {
    try (SqliteStore store = SqliteStore.open(directory)) {
      store.upsert(List.of(observed(1, 1), observed(2, 2), observed(5, 5)));
    }
    try (SqliteStore store = SqliteStore.open(directory)) {
      assertThat(store.held().of(LOG)).isEqualTo(IntervalSet.of(1, 2).plus(5));
      store.upsert(List.of(observed(6, 6)));
      assertThat(store.newest(null, null, 1).getFirst().dot().seq()).isEqualTo(6);
    }
  }

  @Test
  void anAnchorDatesWhatWasRecordedBeforeIt() throws StoreException {
    try (SqliteStore store = SqliteStore.open(directory)) {
      store.describe(List.of(AIR));
      store.upsert(List.of(observed(3, 2137)));
      assertThat(store.newest(A, "air", 10).getFirst().utcMillis()).isNull();
      var anchor = new ClockAnchor(1_800_000_010_000L, 20, ClockAnchor.Source.PEER);
      store.upsert(
          List.of(
              new LogEntry(Dot.of(A, -7, 1, 1), 10_000_000_000L, EntryKind.ANCHOR, anchor.body())));
      assertThat(store.newest(A, "air", 10).getFirst().utcMillis()).isEqualTo(1_800_000_003_000L);
      assertThat(store.newest(A, "water", 10)).isEmpty();
      assertThat(store.newest(new ReplicaId(9, 9), null, 10)).isEmpty();
    }
  }

  @Test
  void otherEntriesAndMalformedBodiesDoNoHarm() throws StoreException {
    try (SqliteStore store = SqliteStore.open(directory)) {
      store.upsert(
          List.of(
              new LogEntry(Dot.of(A, -7, 1, 1), 0, EntryKind.STATE, new byte[] {1}),
              new LogEntry(Dot.of(A, -7, 1, 2), 0, EntryKind.ANCHOR, new byte[] {1}),
              new LogEntry(new Dot(LOG, 1), 0, EntryKind.OBSERVATION, new byte[] {1})));
      assertThat(store.held().count()).isEqualTo(1);
      assertThat(store.newest(null, null, 5)).hasSize(1);
    }
  }

  @Test
  void aPublishedResultIsKeptOnce() throws StoreException {
    try (SqliteStore store = SqliteStore.open(directory)) {
      var result = new PublishedResult("m", "report", "all", "a".repeat(64), 9, "x/y", 5);
      store.publish(result);
      store.publish(result);
      assertThat(store.results()).containsExactly(result);
    }
  }

  @Test
  void aLaterVersionAndADamagedFileAreRefusedInWords() throws Exception {
    SqliteStore.open(directory).close();
    Path file = directory.resolve("observations.sqlite");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(() -> SqliteStore.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("later version");
    Files.writeString(file, "this is no database, whatever it was before".repeat(100));
    Files.deleteIfExists(directory.resolve("observations.sqlite-wal"));
    assertThatThrownBy(() -> SqliteStore.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("observations.sqlite");
  }
}
