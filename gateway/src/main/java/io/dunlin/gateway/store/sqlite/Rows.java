package io.dunlin.gateway.store.sqlite;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.gateway.StoredObservation;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The questions that are asked of observations. */
final class Rows {
  private static final String TIMED =
      """
      SELECT o.origin, o.epoch, o.lane, o.seq, o.boot_nanos, o.body,
        (SELECT a.utc_millis + (o.boot_nanos - a.boot_nanos) / 1000000 FROM anchor a
          WHERE a.origin = o.origin AND a.epoch = o.epoch
          ORDER BY a.uncertainty_millis, a.boot_nanos LIMIT 1)
      FROM observation o
      """;

  /** By origin and number. */
  static final String ALL = TIMED + "ORDER BY o.origin, o.epoch, o.lane, o.seq";

  private static final String NEWEST =
      TIMED
          + """
          WHERE (?1 IS NULL OR o.origin = ?1)
            AND (?2 IS NULL OR o.series IN (SELECT hash FROM series WHERE name = ?2))
          ORDER BY o.arrived DESC LIMIT ?3
          """;

  private static final String NOT_OF =
      """
      SELECT origin, epoch, lane, seq, boot_nanos, body FROM observation
      WHERE series NOT IN (SELECT value FROM json_each(?1))
      """;

  private Rows() {}

  static List<StoredObservation> newest(
      Connection connection, @Nullable ReplicaId device, @Nullable String series, int n)
      throws SQLException {
    try (PreparedStatement question = connection.prepareStatement(NEWEST)) {
      question.setBytes(1, device == null ? null : device.toBytes());
      question.setString(2, series);
      question.setInt(3, n);
      var rows = new ArrayList<StoredObservation>();
      try (ResultSet found = question.executeQuery()) {
        while (found.next()) rows.add(row(found));
      }
      return rows;
    }
  }

  static void eachNotOf(Connection connection, Set<String> series, Consumer<LogEntry> taker)
      throws SQLException {
    try (PreparedStatement question = connection.prepareStatement(NOT_OF)) {
      question.setString(1, "[\"" + String.join("\",\"", series) + "\"]");
      try (ResultSet found = question.executeQuery()) {
        while (found.next()) {
          Dot dot = new Dot(log(found), found.getLong(4));
          taker.accept(
              new LogEntry(dot, found.getLong(5), EntryKind.OBSERVATION, found.getBytes(6)));
        }
      }
    }
  }

  static StoredObservation row(ResultSet found) throws SQLException {
    long utc = found.getLong(7);
    Long utcMillis = found.wasNull() ? null : utc;
    return new StoredObservation(
        new Dot(log(found), found.getLong(4)), found.getLong(5), utcMillis, found.getBytes(6));
  }

  static SortedMap<LogId, Long> counts(Connection connection) throws SQLException {
    var counts = new TreeMap<LogId, Long>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT origin, epoch, lane, COUNT(*) FROM observation GROUP BY 1, 2, 3")) {
      while (found.next()) counts.put(log(found), found.getLong(4));
    }
    return counts;
  }

  static LogId log(ResultSet found) throws SQLException {
    return new LogId(ReplicaId.of(found.getBytes(1)), found.getLong(2), found.getInt(3));
  }
}
