package io.dunlin.gateway.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and the version of them that a file holds in {@code user_version}. */
final class Schema {
  static final int VERSION = 1;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE observation (
            origin BLOB NOT NULL, epoch INTEGER NOT NULL, lane INTEGER NOT NULL,
            seq INTEGER NOT NULL, arrived INTEGER NOT NULL, boot_nanos INTEGER NOT NULL,
            series TEXT NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (origin, epoch, lane, seq)) WITHOUT ROWID
          """,
          "CREATE INDEX observation_arrived ON observation (arrived)",
          """
          CREATE TABLE anchor (
            origin BLOB NOT NULL, epoch INTEGER NOT NULL, boot_nanos INTEGER NOT NULL,
            utc_millis INTEGER NOT NULL, uncertainty_millis INTEGER NOT NULL,
            PRIMARY KEY (origin, epoch, boot_nanos)) WITHOUT ROWID
          """,
          "CREATE TABLE series (hash TEXT PRIMARY KEY, name TEXT NOT NULL, descriptor BLOB NOT NULL)",
          """
          CREATE TABLE result (
            mission TEXT NOT NULL, task TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL,
            size INTEGER NOT NULL, type TEXT NOT NULL, utc_millis INTEGER NOT NULL,
            PRIMARY KEY (mission, task, name, hash)) WITHOUT ROWID
          """);

  private Schema() {}

  /** Makes the tables in a new file; refuses a file of a later version. */
  static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA busy_timeout = 5000");
      int version;
      try (ResultSet found = statement.executeQuery("PRAGMA user_version")) {
        version = found.next() ? found.getInt(1) : 0;
      }
      if (version == VERSION) return;
      if (version > VERSION) {
        throw new SQLException(
            "the store was written by a later version ("
                + version
                + ", this one knows "
                + VERSION
                + "); run that version");
      }
      for (String table : TABLES) statement.execute(table);
      statement.execute("PRAGMA user_version = " + VERSION);
    }
  }
}
