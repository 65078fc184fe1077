package io.dunlin.gateway.host;

import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.MissionStatus;
import io.dunlin.runtime.state.StateView;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of {@code m/{id}/$status}. */
final class StatusJson {
  private static final JsonFactory JSON = new JsonFactory();

  private StatusJson() {}

  static byte[] of(MissionStatus status, StateView view) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeStringProperty("mission", status.mission());
      out.writeStringProperty("revision", status.revision());
      out.writeStringProperty("state", status.state().name().toLowerCase(Locale.ROOT));
      out.writeStringProperty("reason", status.reason());
      LiveMission live = view.missions().get(status.mission());
      if (live != null) out.writeNumberProperty("tasks", live.mission().tasks().size());
      out.writeNumberProperty("predictedSeconds", status.predictedMillis() / 1e3);
      out.writeNumberProperty("measuredSeconds", status.measuredMillis() / 1e3);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
