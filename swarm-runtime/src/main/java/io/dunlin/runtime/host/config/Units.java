package io.dunlin.runtime.host.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quantities as people write them: a number and its unit, never a bare number. */
public final class Units {
  private static final Pattern QUANTITY =
      Pattern.compile("(\\d{1,12})(\\.\\d{1,6})?\\s?([A-Za-z]+)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "B", 1L,
          "KB", 1_000L,
          "kB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30);

  private Units() {}

  /** Nanoseconds of {@code 540s}, {@code 9m}, {@code 250ms}; -1 when it is not a duration. */
  public static long nanos(String text) {
    return quantity(text, NANOS);
  }

  /** Bytes of {@code 64MB} (10^6) or {@code 64MiB} (2^20); -1 when it is not a size. */
  public static long bytes(String text) {
    return quantity(text, BYTES);
  }

  private static long quantity(String text, Map<String, Long> units) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (!matcher.matches()) return -1;
    Long unit = units.get(matcher.group(3));
    if (unit == null) return -1;
    String fraction = matcher.group(2);
    double value = Double.parseDouble(matcher.group(1) + (fraction == null ? "" : fraction)) * unit;
    return value > Long.MAX_VALUE / 2.0 ? -1 : Math.round(value);
  }
}
