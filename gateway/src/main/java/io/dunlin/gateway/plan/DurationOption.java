package io.dunlin.gateway.plan;

import io.dunlin.runtime.host.config.Units;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration with its unit: {@code 100ms}, {@code 1s}, {@code 30m}. */
final class DurationOption implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    long nanos = Units.nanos(text);
    if (nanos < 0) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration; write a number and its unit: 100ms, 1s, 2m");
    }
    return Duration.ofNanos(nanos);
  }
}
