package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One part of each row of another tape; rows without that part are passed over. */
final class Picked<S, T> implements Tape<T> {
  private final Tape<S> tape;
  private final Function<S, Optional<T>> part;

  Picked(Tape<S> tape, Function<S, Optional<T>> part) {
    this.tape = tape;
    this.part = part;
  }

  @Override
  public @Nullable Row<T> next() throws IOException, MalformedDataException {
    for (Row<S> row = tape.next(); row != null; row = tape.next()) {
      Optional<T> picked = part.apply(row.value());
      if (picked.isPresent()) {
        return new Row<>(row.atMicros(), picked.get());
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    tape.close();
  }
}
