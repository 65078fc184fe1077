package io.dunlin.runtime.host;

import io.dunlin.runtime.step.Event;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns events into lines: one JSON object each, {@code {"utc":…,"event":1203,"name":"…",…}}.
 * Thread-safe; a reader that went away is no reason to stop.
 */
public final class EventLog {
  private final PrintStream out;
  private final JsonFactory json = new JsonFactory();

  public EventLog(PrintStream out) {
    this.out = out;
  }

  /** Writes one line. */
  public void write(Event event, long utcMillis) {
    var text = new StringWriter(160);
    try (JsonGenerator line = json.createGenerator(ObjectWriteContext.empty(), text)) {
      line.writeStartObject();
      line.writeNumberProperty("utc", utcMillis);
      line.writeNumberProperty("event", event.number());
      line.writeStringProperty("name", event.name());
      for (Map.Entry<String, Object> field : event.fields().entrySet()) {
        line.writeName(field.getKey());
        value(line, field.getValue());
      }
      line.writeEndObject();
    }
    synchronized (this) {
      out.println(text);
      out.flush();
    }
  }

  private static void value(JsonGenerator line, Object value) {
    switch (value) {
      case Long number -> line.writeNumber(number);
      case Integer number -> line.writeNumber(number);
      case Double real -> line.writeNumber(real);
      case Boolean bool -> line.writeBoolean(bool);
      default -> line.writeString(value.toString());
    }
  }
}
