package io.dunlin.bench.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** SQLite with a write-ahead log, forced at each commit: the same rows, the same group. */
final class SqliteLoop {
  private SqliteLoop() {}

  /** Entries per second in transactions of {@code group} rows. */
  static double durable(Path directory, int group, long nanos) throws SQLException {
    try (Connection sqlite =
        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("bare.db"))) {
      try (Statement setup = sqlite.createStatement()) {
        setup.execute("PRAGMA journal_mode = WAL");
        setup.execute("PRAGMA synchronous = FULL");
        setup.execute(
            "CREATE TABLE entry (log INTEGER, seq INTEGER, body BLOB, PRIMARY KEY (log, seq))"
                + " WITHOUT ROWID");
      }
      sqlite.setAutoCommit(false);
      try (PreparedStatement insert =
          sqlite.prepareStatement("INSERT INTO entry VALUES (1, ?, ?)")) {
        return insert(sqlite, insert, group, nanos);
      }
    }
  }

  private static double insert(Connection sqlite, PreparedStatement insert, int group, long nanos)
      throws SQLException {
    byte[] body = Samples.body();
    long entries = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      for (int i = 0; i < group; i++) {
        insert.setLong(1, ++entries);
        insert.setBytes(2, body);
        insert.executeUpdate();
      }
      sqlite.commit();
    }
    return entries / ((System.nanoTime() - start) / 1e9);
  }
}
