package io.dunlin.gateway.export;

import io.dunlin.gateway.StoreException;
import io.dunlin.gateway.StoredObservation;
import io.dunlin.gateway.store.sqlite.StoreReader;
import io.dunlin.runtime.state.SeriesDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** A gateway's store; the gateway may run. */
final class StoreSource implements Source {
  static final String FILE = "observations.sqlite";

  private final StoreReader reader;
  private final SortedMap<String, SeriesDescriptor> series;

  private StoreSource(StoreReader reader) throws StoreException {
    this.reader = reader;
    series = reader.series();
  }

  static StoreSource open(Path file) throws IOException {
    try {
      return new StoreSource(StoreReader.open(file));
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public SortedMap<String, SeriesDescriptor> series() {
    return series;
  }

  @Override
  public void each(Taker taker) throws IOException {
    try {
      reader.each(observation -> give(taker, observation));
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void give(Taker taker, StoredObservation observation) {
    try {
      taker.take(observation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long damaged() {
    return 0;
  }

  @Override
  public void close() {
    reader.close();
  }
}
