package io.dunlin.runtime.host.export;

import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes observations in one format. */
interface Sheet extends AutoCloseable {
  /**
   * Takes one observation.
   *
   * @param utcNanos since 1970, or null when the origin never learned the time
   * @return false when the format cannot hold it
   */
  boolean write(
      LogEntry entry, SeriesDescriptor series, Observation observation, @Nullable Long utcNanos)
      throws IOException;

  /** Writes what is held back. */
  @Override
  void close() throws IOException;
}
