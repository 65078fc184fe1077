package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A recording being read once from its start, one row at a time, in bounded memory. */
interface Tape<T> extends Closeable {

  /**
   * A row and when it was recorded.
   *
   * @param atMicros microseconds in the recording's own time, whatever its origin
   */
  record Row<T>(long atMicros, T value) {}

  /**
   * The next row, or null at the end.
   *
   * @throws MalformedDataException with the place; the tape goes on with the row after it, or is at
   *     its end if there is no way to find that row
   */
  @Nullable Row<T> next() throws IOException, MalformedDataException;

  /** Opens the recording at its start. */
  interface Opener<T> {
    Tape<T> open() throws IOException, MalformedDataException;
  }
}
