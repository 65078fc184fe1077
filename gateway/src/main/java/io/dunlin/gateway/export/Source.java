package io.dunlin.gateway.export;

import io.dunlin.gateway.StoredObservation;
import io.dunlin.runtime.state.SeriesDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

/** Where observations are read from, without changing anything there. */
sealed interface Source extends AutoCloseable permits JournalSource, StoreSource {
  /** Gets observations one by one. */
  @FunctionalInterface
  interface Taker {
    void take(StoredObservation observation) throws IOException;
  }

  /** What series measure, by the first eight bytes of their hash in hex. */
  SortedMap<String, SeriesDescriptor> series();

  /** Hands over every observation once, in an order that is the same every time. */
  void each(Taker taker) throws IOException;

  /** Places that could not be read; 0 when all could. */
  long damaged();

  @Override
  void close() throws IOException;

  /**
   * The observations of a data directory: a gateway's store if there is one, else the journal.
   *
   * @throws IOException when there is neither, or it cannot be read
   */
  static Source open(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) throw new IOException("no such directory: " + directory);
    for (Path each : new Path[] {directory, directory.resolve("store")}) {
      Path file = each.resolve(StoreSource.FILE);
      if (Files.exists(file)) return StoreSource.open(file);
    }
    Path journal = directory.resolve("journal");
    return JournalSource.open(Files.isDirectory(journal) ? journal : directory);
  }
}
