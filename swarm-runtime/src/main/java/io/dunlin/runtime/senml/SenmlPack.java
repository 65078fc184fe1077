package io.dunlin.runtime.senml;

import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SeriesDescriptor.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Observations of one series as a SenML pack: a record per value, named {@code baseName + column},
 * the name and the time of the first as base. A blob is named, not carried: {@code
 * blob:sha256:<hex>}. Cost O(values).
 */
public final class SenmlPack {
  /** RFC 8428 section 4.5.1: the characters of a name, which begins with a letter or digit. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:./_-]{0,254}");

  private static final Pattern UNIT = Pattern.compile("[!-~&&[^\"\\\\]]{0,32}");

  private SenmlPack() {}

  /**
   * The pack of these observations, in their order.
   *
   * @param baseName such as {@code urn:dunlin:dev:<32 hex>:temperature:}
   * @throws IllegalArgumentException when a name or unit has characters that SenML does not allow,
   *     or an observation has not the columns of the series
   */
  public static byte[] encode(
      String baseName, SeriesDescriptor series, List<Timed> observations, SenmlFormat format) {
    for (Column column : series.columns()) {
      check(NAME, "name", baseName + column.name());
      check(UNIT, "unit", column.unit());
    }
    List<List<Field>> records = records(baseName, series, observations);
    return switch (format) {
      case JSON -> JsonText.of(records);
      case CBOR -> CborBytes.of(records);
    };
  }

  private static void check(Pattern allowed, String what, String text) {
    if (!allowed.matcher(text).matches()) {
      throw new IllegalArgumentException("SenML does not allow the " + what + " '" + text + "'");
    }
  }

  private static List<List<Field>> records(
      String baseName, SeriesDescriptor series, List<Timed> observations) {
    var records = new ArrayList<List<Field>>();
    long baseNanos = 0;
    for (Timed timed : observations) {
      List<? extends Object> values = values(series, timed.observation());
      for (int i = 0; i < values.size(); i++) {
        Object value = values.get(i);
        if (value == null) {
          continue;
        }
        var fields = new ArrayList<Field>();
        if (records.isEmpty()) {
          baseNanos = timed.nanos();
          fields.add(new Field(Label.BASE_NAME, baseName));
          fields.add(new Field(Label.BASE_TIME, Decimal.seconds(baseNanos)));
        }
        Column column = series.columns().get(i);
        describe(fields, column);
        fields.add(valueOf(column, value));
        Decimal after = Decimal.seconds(timed.nanos() - baseNanos);
        if (!after.isZero()) {
          fields.add(new Field(Label.TIME, after));
        }
        records.add(fields);
      }
    }
    return records;
  }

  private static List<? extends Object> values(SeriesDescriptor series, Observation observation) {
    if (observation.values().size() != series.columns().size()) {
      throw new IllegalArgumentException(
          observation.values().size() + " values for " + series.columns().size() + " columns");
    }
    return observation.values();
  }

  private static void describe(List<Field> fields, Column column) {
    if (!column.name().isEmpty()) {
      fields.add(new Field(Label.NAME, column.name()));
    }
    if (!column.unit().isEmpty()) {
      fields.add(new Field(Label.UNIT, column.unit()));
    }
  }

  private static Field valueOf(Column column, Object value) {
    return switch (column.type()) {
      case INT -> new Field(Label.VALUE, Decimal.of((Long) value, column.exponent()));
      case BOOL -> new Field(Label.BOOLEAN, value);
      case STRING -> new Field(Label.STRING, value);
      case BLOB -> new Field(Label.STRING, "blob:sha256:" + value);
    };
  }
}
