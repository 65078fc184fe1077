package io.dunlin.bench;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The measurements of one family, for a program or for a reader. */
record Report(String bench, List<Measurement> measurements) {

  /** The processors and the JVM it ran on: figures of two machines are not to be compared. */
  static String machine() {
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %d MB heap, Java %s",
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        Runtime.version());
  }

  /** The JSON of the interface: one object, names as promised. */
  String json() {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("bench", bench);
      json.writeStringProperty("machine", machine());
      json.writeName("measurements");
      json.writeStartArray();
      for (Measurement measurement : measurements) write(json, measurement);
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Measurement measurement) {
    json.writeStartObject();
    json.writeStringProperty("name", measurement.name());
    json.writeStringProperty("unit", measurement.unit());
    json.writeNumberProperty("ours", measurement.ours());
    writeNumber(json, "peer", measurement.peer());
    json.writeStringProperty("peerName", measurement.peerName());
    writeNumber(json, "ratio", measurement.ratio());
    Measurement.Goal goal = measurement.goal();
    if (goal == null) {
      json.writeNullProperty("goal");
      json.writeNullProperty("holds");
    } else {
      json.writeStringProperty("goal", goal.toString());
      json.writeBooleanProperty("holds", Boolean.TRUE.equals(measurement.holds()));
    }
    json.writeEndObject();
  }

  private static void writeNumber(JsonGenerator json, String name, @Nullable Double number) {
    if (number == null || !Double.isFinite(number)) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, number);
    }
  }

  /** One line a measurement. */
  void print(PrintWriter out) {
    out.println(bench + " on " + machine());
    int width = measurements.stream().mapToInt(m -> m.name().length()).max().orElse(1);
    for (Measurement m : measurements) {
      var line = new StringBuilder();
      line.append(String.format(Locale.ROOT, "%-" + width + "s  ", m.name()));
      line.append(String.format(Locale.ROOT, "%10s %-10s", number(m.ours()), m.unit()));
      Double peer = m.peer();
      Double ratio = m.ratio();
      if (peer != null && ratio != null) {
        line.append("  ").append(number(peer)).append(" by ").append(m.peerName());
        line.append(", ratio ").append(number(ratio));
      }
      if (m.goal() != null) {
        line.append("  goal ").append(m.goal());
        line.append(Boolean.TRUE.equals(m.holds()) ? ": holds" : ": MISSED");
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** Four significant digits, never an exponent below a million. */
  static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) return String.format(Locale.ROOT, "%.0f", value);
    if (size >= 1000) return String.format(Locale.ROOT, "%.0f", value);
    if (size >= 1e-4) {
      int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
