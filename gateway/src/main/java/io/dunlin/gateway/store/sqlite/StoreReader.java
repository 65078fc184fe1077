package io.dunlin.gateway.store.sqlite;

import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.gateway.StoreException;
import io.dunlin.gateway.StoredObservation;
import io.dunlin.runtime.state.SeriesDescriptor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/** A store's file, read beside the gateway that may be writing to it. One thread at a time. */
public final class StoreReader implements AutoCloseable {
  private final Connection connection;

  private StoreReader(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens the file for reading alone.
   *
   * @throws StoreException when it is no store, or of a later version
   */
  public static StoreReader open(Path file) throws StoreException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
    try {
      Connection connection =
          DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
      try {
        check(connection);
        return new StoreReader(connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("store " + file + ": " + e.getMessage(), e);
    }
  }

  private static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA user_version")) {
      int version = found.next() ? found.getInt(1) : 0;
      if (version != Schema.VERSION) {
        throw new SQLException("version " + version + ", this program reads " + Schema.VERSION);
      }
    }
  }

  /** What series measure, by the first eight bytes of their hash in hex. */
  public SortedMap<String, SeriesDescriptor> series() throws StoreException {
    var series = new TreeMap<String, SeriesDescriptor>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT hash, descriptor FROM series")) {
      while (found.next()) {
        String hash = found.getString(1);
        series.put(hash, SeriesDescriptor.of(found.getBytes(2)));
      }
      return series;
    } catch (SQLException | MalformedException e) {
      throw new StoreException("series cannot be read: " + e.getMessage(), e);
    }
  }

  /** Hands over every observation once, by origin and number. */
  public void each(Consumer<StoredObservation> taker) throws StoreException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(Rows.ALL)) {
      while (found.next()) taker.accept(Rows.row(found));
    } catch (SQLException e) {
      throw new StoreException("observations cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("closing the store", e);
    }
  }
}
