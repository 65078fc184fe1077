package io.dunlin.hal;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a port answers: a value, or the reason why there is none. Reads never throw; a sensor that
 * is unplugged, cold or out of data is an everyday thing that the caller must look at.
 */
public sealed interface Reading<T> {

  /** The hardware answered. */
  record Value<T>(T present) implements Reading<T> {}

  /** Nothing to report, and why. */
  record Missing<T>(Reason why) implements Reading<T> {}

  static <T> Reading<T> of(T value) {
    return new Value<>(value);
  }

  static <T> Reading<T> missing(Reason.Cause cause, String detail) {
    return new Missing<>(new Reason(cause, detail));
  }

  /** The same reading of another shape; a missing one stays missing for the same reason. */
  default <R> Reading<R> map(Function<? super T, ? extends R> shape) {
    return switch (this) {
      case Value<T>(T present) -> new Value<>(shape.apply(present));
      case Missing<T>(Reason why) -> new Missing<>(why);
    };
  }

  /** The value, for callers that do not care why it is missing. */
  default Optional<T> value() {
    return switch (this) {
      case Value<T>(T present) -> Optional.of(present);
      case Missing<T> _ -> Optional.empty();
    };
  }
}
