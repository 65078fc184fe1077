package io.dunlin.bench.gateway;

import io.dunlin.gateway.store.sqlite.SqliteStore;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.step.LogEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** The peer: the same rows into the same tables by nothing but JDBC, in forced batches as large. */
final class BareUpserts {
  private static final int BATCH = 16_384;

  private BareUpserts() {}

  /** Seconds for the rows after those that are there before, to the last commit. */
  static double seconds(Path directory, Rows rows, long before) throws Exception {
    SqliteStore.open(directory).close();
    String url = "jdbc:sqlite:" + directory.resolve("observations.sqlite");
    try (Connection connection = DriverManager.getConnection(url)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
      }
      connection.setAutoCommit(false);
      try (PreparedStatement into =
          connection.prepareStatement(
              "INSERT INTO observation VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")) {
        insert(connection, into, rows, 1, before);
        long start = System.nanoTime();
        insert(connection, into, rows, before + 1, rows.count());
        return (System.nanoTime() - start) / 1e9;
      }
    }
  }

  private static void insert(
      Connection connection, PreparedStatement into, Rows rows, long first, long last)
      throws Exception {
    for (long seq = first; seq <= last; seq++) {
      add(into, rows.entry(seq), seq);
      if (seq % BATCH == 0 || seq == last) {
        into.executeBatch();
        connection.commit();
      }
    }
  }

  private static void add(PreparedStatement into, LogEntry entry, long arrived) throws Exception {
    into.setBytes(1, entry.dot().origin().toBytes());
    into.setLong(2, entry.dot().log().epoch());
    into.setInt(3, entry.dot().log().lane());
    into.setLong(4, entry.dot().seq());
    into.setLong(5, arrived);
    into.setLong(6, entry.bootNanos());
    into.setString(7, Observation.seriesOf(entry.body()));
    into.setBytes(8, entry.body());
    into.addBatch();
  }
}
