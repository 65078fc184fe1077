package io.dunlin.planner.format;

import io.dunlin.planner.LowerBound;
import io.dunlin.planner.Schedule;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a schedule:
 *
 * <pre>{"instance","makespan","lowerBound","tasks":[{"name","node","start","end"}],
 * "transfers":[{"source","data","targets","size","hops":[{"from","to","start","end"}]}],"seconds"}
 * </pre>
 */
public final class ScheduleWriter {
  private ScheduleWriter() {}

  /**
   * UTF-8 JSON on one line for each task.
   *
   * @param withTransfers whether to write what travels; a schedule with booked radios means little
   *     without
   * @param seconds how long planning took
   */
  public static byte[] write(
      String instance, Schedule schedule, LowerBound bound, boolean withTransfers, double seconds) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringProperty("instance", instance);
      json.writeNumberProperty("makespan", schedule.makespan());
      json.writeNumberProperty("lowerBound", bound.seconds());
      json.writeArrayPropertyStart("tasks");
      for (Schedule.Slot slot : schedule.slots()) {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringProperty("name", slot.task());
        json.writeStringProperty("node", slot.device());
        json.writeNumberProperty("start", slot.start());
        json.writeNumberProperty("end", slot.end());
        json.writeEndObject();
      }
      json.writeEndArray();
      if (withTransfers) {
        json.writeArrayPropertyStart("transfers");
        for (Schedule.Transfer transfer : schedule.transfers()) {
          write(json, transfer);
        }
        json.writeEndArray();
      }
      json.writeNumberProperty("seconds", seconds);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Schedule.Transfer transfer) {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeStringProperty("source", transfer.from());
    json.writeStringProperty("data", transfer.data());
    json.writeArrayPropertyStart("targets");
    transfer.to().forEach(json::writeString);
    json.writeEndArray();
    json.writeNumberProperty("size", transfer.bytes());
    json.writeArrayPropertyStart("hops");
    for (Schedule.Hop hop : transfer.hops()) {
      json.writeStartObject();
      json.writeStringProperty("from", hop.from());
      json.writeStringProperty("to", hop.to());
      json.writeNumberProperty("start", hop.start());
      json.writeNumberProperty("end", hop.end());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
