package io.dunlin.gateway.intake;

import io.dunlin.gateway.intake.Section.Value;
import io.dunlin.runtime.host.config.Units;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations, sizes and times of a file; what is malformed was found by the schema already. */
final class Quantities {
  private static final long MILLIS_MAX = Duration.ofDays(366).toMillis();

  /** What the schema lets pass. */
  private static final Pattern WELL_FORMED =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  private final Findings findings;

  Quantities(Findings findings) {
    this.findings = findings;
  }

  /** Milliseconds, 1 to a year; the fallback when there is none. */
  long millis(Section section, String key, long fallback) {
    Value<Tree.Text> text = section.text(key);
    if (text == null) return fallback;
    long nanos = Units.nanos(text.tree().value());
    if (nanos < 0) return fallback;
    long millis = (nanos + 999_999) / 1_000_000;
    if (millis >= 1 && millis <= MILLIS_MAX) return millis;
    findings.error(
        Code.OUT_OF_RANGE,
        text.at(),
        text.pointer().toString(),
        SchemaWording.quoted(text.tree().value()) + " is out of range",
        "1ms to 366d");
    return fallback;
  }

  long bytes(Section section, String key, long fallback) {
    Value<Tree.Text> text = section.text(key);
    if (text == null) return fallback;
    long bytes = Units.bytes(text.tree().value());
    return bytes < 0 ? fallback : bytes;
  }

  /** Milliseconds since 1970 UTC, or 0 when there is no time. */
  long time(@Nullable Value<Tree.Text> text) {
    if (text == null) return 0;
    String written = text.tree().value();
    if (!WELL_FORMED.matcher(written).matches()) return 0;
    try {
      OffsetDateTime time = OffsetDateTime.parse(written.toUpperCase(Locale.ROOT));
      if (time.getYear() >= 1971) return time.toInstant().toEpochMilli();
    } catch (DateTimeParseException _) {
      // Well formed, but no such day or hour.
    }
    findings.error(
        Code.MALFORMED,
        text.at(),
        text.pointer().toString(),
        SchemaWording.quoted(written) + " is no time there is",
        "a time with seconds and zone (RFC 3339) from 1971 on");
    return 0;
  }
}
