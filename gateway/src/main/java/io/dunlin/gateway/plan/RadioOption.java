package io.dunlin.gateway.plan;

import io.dunlin.planner.Radio;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What transfers compete for: {@code none}, {@code half-duplex}, {@code shared}. */
final class RadioOption implements ITypeConverter<Radio>, Iterable<String> {
  private static final List<String> WORDS = List.of("none", "half-duplex", "shared");

  @Override
  public Radio convert(String text) {
    return switch (text) {
      case "none" -> Radio.NONE;
      case "half-duplex" -> Radio.HALF_DUPLEX;
      case "shared" -> Radio.SHARED;
      default ->
          throw new TypeConversionException(
              "'" + text + "' is no radio model; there are " + String.join(", ", WORDS));
    };
  }

  /** For completion. */
  @Override
  public java.util.Iterator<String> iterator() {
    return WORDS.iterator();
  }
}
