package io.dunlin.runtime.host;

import io.dunlin.runtime.host.sense.SensedSeries;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.SeriesDescriptor.Column;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of {@code $info}: who the device is, what it can do and what it records. */
final class DeviceInfo {
  private static final JsonFactory JSON = new JsonFactory();

  private DeviceInfo() {}

  static byte[] json(Member member, List<SensedSeries> series) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeStringProperty("id", member.id().toString());
      out.writeStringProperty("name", member.name());
      out.writeStringProperty("version", member.version());
      out.writeArrayPropertyStart("capabilities");
      for (String each : member.has()) out.writeString(each);
      out.writeEndArray();
      out.writeArrayPropertyStart("series");
      for (SensedSeries each : series) describe(out, each);
      out.writeEndArray();
      out.writeNumberProperty("nextWake", member.nextWakeMillis());
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void describe(JsonGenerator out, SensedSeries series) {
    out.writeStartObject();
    out.writeStringProperty("series", series.descriptor().series());
    out.writeStringProperty("hash", series.descriptor().hash());
    out.writeArrayPropertyStart("columns");
    for (Column column : series.descriptor().columns()) {
      out.writeStartObject();
      out.writeStringProperty("name", column.name());
      out.writeStringProperty("unit", column.unit());
      out.writeStringProperty("type", column.type().name());
      out.writeNumberProperty("exponent", column.exponent());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
