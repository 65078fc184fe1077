package io.dunlin.gateway.web;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.StateView;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Observations in the forms of {@code /api/observations} and {@code /api/observations/held}. */
final class ObservationJson {
  /** Most rows in one answer, whatever is asked for. */
  static final int ROWS_MAX = 1000;

  private ObservationJson() {}

  /** Rows whose series is not known, or whose bytes do not decode, carry no values and say why. */
  static byte[] rows(List<ObservationQuery.Row> rows, StateView view) {
    ArrayNode array = Json.array();
    for (ObservationQuery.Row row : rows) array.add(row(row, view));
    return Json.bytes(array);
  }

  private static ObjectNode row(ObservationQuery.Row row, StateView view) {
    ObjectNode node = Json.object();
    Member member = view.members().get(row.dot().origin());
    node.put("device", row.dot().origin().toString());
    node.put("deviceName", member == null ? row.dot().origin().shortHex() : member.name());
    node.put("seq", row.dot().seq());
    node.put("bootNanos", Long.toString(row.bootNanos()));
    node.put("utcMillis", row.utcMillis());
    ArrayNode values = Json.array();
    String series = "";
    String problem = "";
    try {
      series = Observation.seriesOf(row.body());
      SeriesDescriptor descriptor = view.series().get(series);
      if (descriptor == null) {
        problem = "the description of this series has not arrived yet";
      } else {
        values(values, Observation.read(row.body(), descriptor), descriptor);
        series = descriptor.series();
      }
    } catch (MalformedException e) {
      values.removeAll();
      problem = "does not decode: " + e.getMessage();
    }
    node.put("series", series).put("problem", problem);
    node.set("values", values);
    return node;
  }

  private static void values(ArrayNode into, Observation read, SeriesDescriptor descriptor) {
    for (int i = 0; i < descriptor.columns().size(); i++) {
      SeriesDescriptor.Column column = descriptor.columns().get(i);
      Object value = read.values().get(i);
      into.addObject()
          .put("name", column.name())
          .put("unit", column.unit())
          .put("type", column.type().name().toLowerCase(Locale.ROOT))
          .put("value", value == null ? null : text(value, column));
    }
  }

  /** A scaled integer as decimal text, exactly; where a great exponent would cost room, as 1E+9. */
  private static String text(Object value, SeriesDescriptor.Column column) {
    if (!(value instanceof Long number)) return value.toString();
    if (Math.abs((long) column.exponent()) > 18) return number + "E" + column.exponent();
    return new BigDecimal(BigInteger.valueOf(number), -column.exponent()).toPlainString();
  }

  static byte[] held(List<ObservationQuery.Held> held) {
    ArrayNode array = Json.array();
    for (ObservationQuery.Held each : held) {
      ObjectNode node = array.addObject();
      node.put("device", each.log().origin().toString());
      node.put("epoch", Long.toHexString(each.log().epoch()));
      node.put("lane", each.log().lane());
      node.put("count", each.rows());
      ArrayNode intervals = node.putArray("intervals");
      for (IntervalSet.Run run : each.entries().runs()) {
        intervals.addArray().add(run.first()).add(run.last());
      }
      node.put("duplicates", each.duplicates());
    }
    return Json.bytes(array);
  }

  /** The rows asked for, from 1 to {@link #ROWS_MAX}; null where it is no such number. */
  static @Nullable Integer rowsMax(@Nullable String n) {
    if (n == null || n.isEmpty()) return 200;
    if (!n.matches("[0-9]{1,4}")) return null;
    int rows = Integer.parseInt(n);
    return rows >= 1 && rows <= ROWS_MAX ? rows : null;
  }
}
