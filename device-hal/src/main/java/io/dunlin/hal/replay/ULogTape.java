package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The messages of one topic of a PX4 log, each made into what a port gives. */
final class ULogTape<T> implements Tape<T> {
  /** Makes a row's value; the row is valid during the call only. */
  interface Shape<T> {
    T of(ULogRow row) throws MalformedDataException;
  }

  private final ULogReader reader;
  private final Shape<T> shape;

  private ULogTape(ULogReader reader, Shape<T> shape) {
    this.reader = reader;
    this.shape = shape;
  }

  static <T> ULogTape<T> open(Path file, String topic, Shape<T> shape)
      throws IOException, MalformedDataException {
    return new ULogTape<>(reader(file, topic), shape);
  }

  static ULogReader reader(Path file, String topic) throws IOException, MalformedDataException {
    InputStream in = RecordingFile.open(file);
    try {
      return new ULogReader(in, topic);
    } catch (IOException | MalformedDataException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public @Nullable Row<T> next() throws IOException, MalformedDataException {
    ULogRow row = reader.next();
    return row == null ? null : new Row<>(row.timestampMicros(), shape.of(row));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
