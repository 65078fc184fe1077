package io.dunlin.gateway.export;

import io.dunlin.gateway.StoredObservation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** Fields of CSV, RFC 4180. */
final class CsvText {
  /** What every row begins with. */
  static final String ORIGIN = "time,device,epoch,lane,seq,boot_seconds";

  private static final int NANOS_DIGITS = 9;

  private CsvText() {}

  /** The fields of {@link #ORIGIN}; the time is empty where no clock was ever set. */
  static void origin(StringBuilder row, StoredObservation observation) {
    Long utcMillis = observation.utcMillis();
    if (utcMillis != null) row.append(Instant.ofEpochMilli(utcMillis));
    row.append(',').append(observation.dot().origin());
    row.append(',').append(Long.toHexString(observation.dot().log().epoch()));
    row.append(',').append(observation.dot().log().lane());
    row.append(',').append(observation.dot().seq());
    row.append(',').append(scaled(observation.bootNanos(), -NANOS_DIGITS));
  }

  /** A field, in quotes where it must be. */
  static void field(StringBuilder row, String text) {
    row.append(',');
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    if (plain) row.append(text);
    else row.append('"').append(text.replace("\"", "\"\"")).append('"');
  }

  /** {@code number * 10^exponent}, exactly. */
  static String scaled(long number, int exponent) {
    return exponent == 0
        ? Long.toString(number)
        : new BigDecimal(BigInteger.valueOf(number), -exponent).toPlainString();
  }

  static void end(StringBuilder row) {
    row.append("\r\n");
  }
}
