package io.dunlin.hal.pi4j;

import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something on the board that may not be there. Pi4J tells by exceptions, and by linkage errors
 * where its native libraries do not fit the machine; here both become reasons.
 */
final class Attached<T> {
  private final String what;
  private final @Nullable T thing;
  private final Reason absence;
  private volatile boolean closed;

  private Attached(String what, @Nullable T thing, Reason absence) {
    this.what = what;
    this.thing = thing;
    this.absence = absence;
  }

  /** Opens it, or remembers why that failed. */
  static <T> Attached<T> open(String what, Supplier<T> opener) {
    Reason unused = new Reason(Reason.Cause.ABSENT, what);
    try {
      return new Attached<>(what, opener.get(), unused);
    } catch (RuntimeException | LinkageError e) {
      String detail = "%s: not on this machine (%s)".formatted(what, told(e));
      return new Attached<>(what, null, new Reason(Reason.Cause.ABSENT, detail));
    }
  }

  boolean isThere() {
    return thing != null;
  }

  Reason absence() {
    return absence;
  }

  /** Opens something that sits on this; absent for the same reason if this is. */
  <U> Attached<U> open(String on, Function<T, U> opener) {
    T board = thing;
    return board == null
        ? new Attached<>(on, null, absence)
        : Attached.open(on, () -> opener.apply(board));
  }

  /** Reads from it; whatever it throws becomes a reason. */
  <R> Reading<R> read(Function<T, Reading<R>> reader) {
    T there = thing;
    if (closed) {
      return Reading.missing(Reason.Cause.CLOSED, what + ": closed");
    }
    if (there == null) {
      return new Reading.Missing<>(absence);
    }
    try {
      return reader.apply(there);
    } catch (RuntimeException e) {
      return Reading.missing(Reason.Cause.FAILED, what + ": " + told(e));
    }
  }

  Optional<T> thing() {
    return Optional.ofNullable(thing);
  }

  void close() {
    closed = true;
  }

  /** The deepest cause says it; those around it say that something failed. */
  private static String told(Throwable e) {
    Throwable deepest = e;
    for (int i = 0; i < 16; i++) {
      Throwable cause = deepest.getCause();
      if (cause == null) {
        break;
      }
      deepest = cause;
    }
    String message = deepest.getMessage();
    String kind = deepest.getClass().getSimpleName();
    return message == null ? kind : kind + ": " + message.lines().findFirst().orElse("");
  }
}
