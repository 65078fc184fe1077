package io.dunlin.gateway.store.sqlite;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.step.LogEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Inserts observations. They come in runs of one log and one series: {@value #GROUP} rows at a time
 * go by one statement, into which what they share is handed once. That halves the cost of a row.
 */
final class Inserts {
  private static final int GROUP = 64;
  private static final int SHARED = 4;
  private static final int OF_A_ROW = 4;
  private static final int SERIES_BYTES = 8;

  private final PreparedStatement group;
  private final PreparedStatement one;
  private final List<LogEntry> waiting = new ArrayList<>(GROUP);
  private long arrived;

  /**
   * @param arrived the greatest number given so far in the order of arrival
   */
  Inserts(Connection connection, long arrived) throws SQLException {
    group = connection.prepareStatement(sql(GROUP));
    one = connection.prepareStatement(sql(1));
    this.arrived = arrived;
  }

  private static String sql(int rows) {
    var sql = new StringBuilder("INSERT INTO observation VALUES ");
    for (int i = 0; i < rows; i++) {
      int at = place(i);
      sql.append(i == 0 ? "" : ",")
          .append("(?1,?2,?3,?%d,?%d,?%d,?4,?%d)".formatted(at, at + 1, at + 2, at + 3));
    }
    return sql.append(" ON CONFLICT DO NOTHING").toString();
  }

  /** The first parameter of a row. */
  private static int place(int row) {
    return 1 + SHARED + OF_A_ROW * row;
  }

  void add(LogEntry entry) throws SQLException {
    if (!waiting.isEmpty() && !isOneRun(waiting.getFirst(), entry)) flush();
    waiting.add(entry);
    if (waiting.size() == GROUP) {
      share(group, entry);
      for (int i = 0; i < GROUP; i++) row(group, i, waiting.get(i));
      group.executeUpdate();
      waiting.clear();
    }
  }

  /** Inserts what waits for company. */
  void flush() throws SQLException {
    for (LogEntry entry : waiting) {
      share(one, entry);
      row(one, 0, entry);
      one.addBatch();
    }
    waiting.clear();
    one.executeBatch();
  }

  /** Forgets what waits. */
  void clear() throws SQLException {
    waiting.clear();
    one.clearBatch();
  }

  private static boolean isOneRun(LogEntry a, LogEntry b) {
    return a.dot().log().equals(b.dot().log())
        && Arrays.equals(a.body(), 0, seriesBytes(a.body()), b.body(), 0, seriesBytes(b.body()));
  }

  private static int seriesBytes(byte[] body) {
    return Math.min(SERIES_BYTES, body.length);
  }

  private static void share(PreparedStatement into, LogEntry entry) throws SQLException {
    LogId log = entry.dot().log();
    into.setBytes(1, log.origin().toBytes());
    into.setLong(2, log.epoch());
    into.setInt(3, log.lane());
    into.setString(4, seriesOf(entry));
  }

  private void row(PreparedStatement into, int row, LogEntry entry) throws SQLException {
    int at = place(row);
    into.setLong(at, entry.dot().seq());
    into.setLong(at + 1, ++arrived);
    into.setLong(at + 2, entry.bootNanos());
    into.setBytes(at + 3, entry.body());
  }

  private static String seriesOf(LogEntry entry) {
    try {
      return Observation.seriesOf(entry.body());
    } catch (MalformedException e) {
      return "malformed";
    }
  }
}
