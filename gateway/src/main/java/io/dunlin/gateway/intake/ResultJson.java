package io.dunlin.gateway.intake;

import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.IntakeResult;
import io.dunlin.gateway.IntakeResult.Accepted;
import io.dunlin.gateway.IntakeResult.Rejected;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The one JSON form of an intake result: the MQTT reply, the HTTP answer and {@code --json} of the
 * command line.
 *
 * <pre>
 * {"result":"accepted","name":"river-search","revision":"64 hex","tasks":3,"unchanged":false,
 *  "diagnostics":[{"code","severity","line","column","pointer","message","allowed","nearest"}]}
 * {"result":"rejected","why":"invalid","diagnostics":[…]}
 * </pre>
 */
public final class ResultJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ResultJson() {}

  public static byte[] of(IntakeResult result) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      switch (result) {
        case Accepted accepted -> {
          json.writeStringProperty("result", "accepted");
          json.writeStringProperty("name", accepted.name());
          json.writeStringProperty("revision", accepted.revision());
          json.writeNumberProperty("tasks", accepted.tasks());
          json.writeBooleanProperty("unchanged", accepted.unchanged());
        }
        case Rejected rejected -> {
          json.writeStringProperty("result", "rejected");
          json.writeStringProperty("why", word(rejected.why()));
        }
      }
      diagnostics(json, result.diagnostics());
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static String word(IntakeResult.Why why) {
    return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void diagnostics(JsonGenerator json, List<Diagnostic> diagnostics) {
    json.writeArrayPropertyStart("diagnostics");
    for (Diagnostic each : diagnostics) {
      json.writeStartObject();
      json.writeStringProperty("code", each.code());
      json.writeStringProperty("severity", each.isError() ? "error" : "warning");
      json.writeNumberProperty("line", each.line());
      json.writeNumberProperty("column", each.column());
      json.writeStringProperty("pointer", each.pointer());
      json.writeStringProperty("message", each.message());
      json.writeStringProperty("allowed", each.allowed());
      if (each.nearest() != null) json.writeStringProperty("nearest", each.nearest());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
