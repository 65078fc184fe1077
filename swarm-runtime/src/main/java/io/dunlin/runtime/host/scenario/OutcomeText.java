package io.dunlin.runtime.host.scenario;

import io.dunlin.runtime.sim.Outcome;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a run came to, for people and for scripts. */
public final class OutcomeText {
  private static final JsonFactory JSON = new JsonFactory();

  private OutcomeText() {}

  /**
   * A summary of some lines.
   *
   * @param wallSeconds how long the run took
   */
  public static String summary(Outcome o, double wallSeconds) {
    double virtual = o.virtualNanos() / 1e9;
    Outcome.Bytes b = o.bytes();
    var text = new StringBuilder();
    line(text, "scenario", o.scenario() + ", seed " + o.seed() + ", trace " + o.trace());
    line(
        text,
        "time",
        String.format(
            Locale.ROOT,
            "%s virtual in %.1f s, %.0f times real time",
            time(virtual),
            wallSeconds,
            virtual / Math.max(wallSeconds, 1e-9)));
    line(text, "devices", o.devices() + ", in " + o.islands() + " islands at the end");
    line(
        text,
        "observations",
        o.observations() + " acknowledged, " + o.atGateways() + " of them at a gateway");
    line(
        text,
        "not kept",
        o.refused()
            + " refused by a journal, "
            + o.unrecoverable()
            + " lost with the only disk that had them");
    line(
        text,
        "converged",
        o.convergedNanos() < 0
            ? "not asked for, or not reached"
            : "within " + time(o.convergedNanos() / 1e9) + " after the faults");
    line(
        text,
        "sync bytes",
        String.format(
            Locale.ROOT,
            "%,d sent: %,d summary; %,d needed, %,d duplicate on arrival; %,d lost",
            b.sent(),
            b.summary(),
            b.needed(),
            b.duplicate(),
            b.lost()));
    if (b.bodies() > 0) {
      line(
          text,
          "overhead",
          String.format(
              Locale.ROOT,
              "%.2f times the %,d bytes of %,d bare deliveries",
              (double) b.sent() / b.bodies(),
              b.bodies(),
              o.deliveries()));
    }
    line(text, "packets", o.packets().toString());
    line(text, "faults", o.injected().isEmpty() ? "none" : o.injected().toString());
    line(text, "verdict", o.holds() ? "every invariant held" : "BROKEN");
    o.broken().forEach(each -> text.append("  ").append(each).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-13s %s%n", name, value));
  }

  private static String time(double seconds) {
    if (seconds < 120) return String.format(Locale.ROOT, "%.0f s", seconds);
    if (seconds < 7_200) return String.format(Locale.ROOT, "%.1f min", seconds / 60);
    if (seconds < 172_800) return String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    return String.format(Locale.ROOT, "%.1f d", seconds / 86_400);
  }

  /** One JSON object; the same for the same scenario and seed. */
  public static String json(Outcome o) {
    var text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      out.writeStringProperty("scenario", o.scenario());
      out.writeNumberProperty("seed", o.seed());
      out.writeStringProperty("trace", o.trace());
      out.writeBooleanProperty("holds", o.holds());
      out.writeNumberProperty("devices", o.devices());
      out.writeNumberProperty("virtualSeconds", o.virtualNanos() / 1e9);
      out.writeNumberProperty("events", o.events());
      out.writeNumberProperty("steps", o.steps());
      out.writeObjectPropertyStart("observations");
      out.writeNumberProperty("acknowledged", o.observations());
      out.writeNumberProperty("atGateways", o.atGateways());
      out.writeNumberProperty("unrecoverable", o.unrecoverable());
      out.writeNumberProperty("refused", o.refused());
      out.writeEndObject();
      out.writeNumberProperty("deliveries", o.deliveries());
      out.writeNumberProperty("islands", o.islands());
      if (o.convergedNanos() < 0) out.writeNullProperty("convergedSeconds");
      else out.writeNumberProperty("convergedSeconds", o.convergedNanos() / 1e9);
      bytes(out, o.bytes());
      counts(out, "packets", o.packets());
      counts(out, "faults", o.injected());
      out.writeArrayPropertyStart("broken");
      for (String each : o.broken()) out.writeString(each);
      out.writeEndArray();
      out.writeEndObject();
    }
    return text + "\n";
  }

  private static void bytes(JsonGenerator out, Outcome.Bytes bytes) {
    out.writeObjectPropertyStart("bytes");
    out.writeNumberProperty("sent", bytes.sent());
    out.writeNumberProperty("summary", bytes.summary());
    out.writeNumberProperty("needed", bytes.needed());
    out.writeNumberProperty("duplicate", bytes.duplicate());
    out.writeNumberProperty("lost", bytes.lost());
    out.writeNumberProperty("bodies", bytes.bodies());
    out.writeEndObject();
  }

  private static void counts(JsonGenerator out, String name, Map<String, Long> counts) {
    out.writeObjectPropertyStart(name);
    counts.forEach(out::writeNumberProperty);
    out.writeEndObject();
  }
}
