package io.dunlin.gateway.store.sqlite;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.gateway.ObservationStore;
import io.dunlin.gateway.PublishedResult;
import io.dunlin.gateway.StoreException;
import io.dunlin.gateway.StoredObservation;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observations in one SQLite file. One connection under one lock: SQLite has one writer anyway, and
 * questions are short. An upsert of n entries costs n index insertions and one forced write.
 */
public final class SqliteStore implements ObservationStore {
  private final Connection connection;
  private final Inserts observations;
  private final PreparedStatement anchor;
  private Knowledge held;

  private SqliteStore(Connection connection) throws SQLException {
    this.connection = connection;
    held = load(connection);
    observations = new Inserts(connection, arrived(connection));
    anchor =
        connection.prepareStatement("INSERT INTO anchor VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING");
  }

  /**
   * Opens or makes the store in a directory.
   *
   * @throws StoreException when the file is damaged, of a later version or cannot be written
   */
  public static SqliteStore open(Path directory) throws StoreException {
    Path file = directory.resolve("observations.sqlite");
    try {
      Files.createDirectories(directory);
      // The driver unpacks its library here: /tmp may be full or not executable.
      System.setProperty("org.sqlite.tmpdir", directory.toString());
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      Schema.prepare(connection);
      return new SqliteStore(connection);
    } catch (SQLException | IOException e) {
      throw new StoreException("store " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads which dots are here: one pass over the primary key. */
  private static Knowledge load(Connection connection) throws SQLException {
    var sets = new TreeMap<LogId, IntervalSet>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                // Runs of consecutive numbers, by the difference to their rank.
                """
                SELECT origin, epoch, lane, MIN(seq), MAX(seq) FROM (
                  SELECT origin, epoch, lane, seq,
                    seq - ROW_NUMBER() OVER (PARTITION BY origin, epoch, lane ORDER BY seq) AS run
                  FROM observation)
                GROUP BY origin, epoch, lane, run
                """)) {
      while (found.next()) {
        LogId log = Rows.log(found);
        IntervalSet run = IntervalSet.of(found.getLong(4), found.getLong(5));
        sets.merge(log, run, IntervalSet::union);
      }
    }
    var held = new Knowledge.Builder(sets.size());
    sets.forEach(held::add);
    return held.build();
  }

  private static long arrived(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT MAX(arrived) FROM observation")) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  @Override
  public synchronized void upsert(List<LogEntry> entries) throws StoreException {
    var added = new Added();
    try {
      connection.setAutoCommit(false);
      for (LogEntry entry : entries) {
        if (entry.kind() == EntryKind.OBSERVATION) {
          observations.add(entry);
          added.plus(entry.dot());
        } else if (entry.kind() == EntryKind.ANCHOR) {
          insertAnchor(anchor, entry);
        }
      }
      observations.flush();
      anchor.executeBatch();
      connection.commit();
      held = held.join(added.knowledge());
    } catch (SQLException e) {
      undo();
      throw new StoreException("observations were not stored: " + e.getMessage(), e);
    }
  }

  private static void dot(PreparedStatement into, LogEntry entry) throws SQLException {
    into.setBytes(1, entry.dot().origin().toBytes());
    into.setLong(2, entry.dot().log().epoch());
  }

  private static void insertAnchor(PreparedStatement into, LogEntry entry) throws SQLException {
    try {
      ClockAnchor anchor = ClockAnchor.read(entry.body());
      dot(into, entry);
      into.setLong(3, entry.bootNanos());
      into.setLong(4, anchor.utcMillis());
      into.setLong(5, anchor.uncertaintyMillis());
      into.addBatch();
    } catch (MalformedException e) {
      // A faulty origin's anchor fixes nothing.
    }
  }

  private void undo() {
    try {
      observations.clear();
      anchor.clearBatch();
      connection.rollback();
    } catch (SQLException e) {
      // The failure that led here is what the caller is told.
    }
  }

  @Override
  public synchronized void describe(Collection<SeriesDescriptor> series) throws StoreException {
    try {
      connection.setAutoCommit(false);
      try (PreparedStatement into =
          connection.prepareStatement("INSERT INTO series VALUES (?,?,?) ON CONFLICT DO NOTHING")) {
        for (SeriesDescriptor each : series) {
          into.setString(1, each.hash());
          into.setString(2, each.series());
          into.setBytes(3, each.canonicalBytes());
          into.addBatch();
        }
        into.executeBatch();
      }
      connection.commit();
    } catch (SQLException e) {
      undo();
      throw new StoreException("series were not stored: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized Knowledge held() {
    return held;
  }

  @Override
  public synchronized void eachNotOf(Set<String> series, Consumer<LogEntry> taker)
      throws StoreException {
    try {
      Rows.eachNotOf(connection, series, taker);
    } catch (SQLException e) {
      throw new StoreException("observations cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized SortedMap<LogId, Long> rows() throws StoreException {
    try {
      return Rows.counts(connection);
    } catch (SQLException e) {
      throw new StoreException("the store cannot be counted: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized List<StoredObservation> newest(
      @Nullable ReplicaId device, @Nullable String series, int n) throws StoreException {
    try {
      return Rows.newest(connection, device, series, Math.clamp(n, 1, ROWS_MAX));
    } catch (SQLException e) {
      throw new StoreException("observations cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void publish(PublishedResult result) throws StoreException {
    try (PreparedStatement into =
        connection.prepareStatement(
            "INSERT INTO result VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")) {
      into.setString(1, result.mission());
      into.setString(2, result.task());
      into.setString(3, result.name());
      into.setString(4, result.hash());
      into.setLong(5, result.sizeBytes());
      into.setString(6, result.contentType());
      into.setLong(7, result.utcMillis());
      into.executeUpdate();
      if (!connection.getAutoCommit()) connection.commit();
    } catch (SQLException e) {
      throw new StoreException("the result was not stored: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized List<PublishedResult> results() throws StoreException {
    var results = new ArrayList<PublishedResult>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT mission, task, name, hash, size, type, utc_millis FROM result"
                    + " ORDER BY utc_millis DESC LIMIT "
                    + ROWS_MAX)) {
      while (found.next()) {
        results.add(
            new PublishedResult(
                found.getString(1),
                found.getString(2),
                found.getString(3),
                found.getString(4),
                found.getLong(5),
                found.getString(6),
                found.getLong(7)));
      }
      return results;
    } catch (SQLException e) {
      throw new StoreException("results cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("closing the store", e);
    }
  }
}
