package io.dunlin.runtime.host;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.host.sense.RecentObservations;
import io.dunlin.runtime.senml.SenmlFormat;
import io.dunlin.runtime.senml.SenmlPack;
import io.dunlin.runtime.senml.Timed;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.transport.DeviceResources;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a device shows on CoAP: its newest observations and the tasks it knows of. */
final class Resources implements DeviceResources {
  private static final JsonFactory JSON = new JsonFactory();

  private final ReplicaId self;
  private final RecentObservations recent;
  private volatile StateView view = StateView.empty();

  Resources(ReplicaId self, RecentObservations recent) {
    this.self = self;
    this.recent = recent;
  }

  /** The newest picture. */
  void show(StateView newest) {
    view = newest;
  }

  @Override
  public List<String> series() {
    return recent.names();
  }

  @Override
  public Optional<byte[]> senml(
      String series, OptionalLong sinceUnixNanos, int n, SenmlFormat format) {
    Optional<SeriesDescriptor> descriptor = recent.descriptor(series);
    if (descriptor.isEmpty()) return Optional.empty();
    long since = sinceUnixNanos.isPresent() ? sinceUnixNanos.getAsLong() / 1_000_000 : -1;
    var timed = new ArrayList<Timed>();
    for (var each : recent.newest(descriptor.get(), since, n)) {
      timed.add(new Timed(each.utcMillis() * 1_000_000, each.observation()));
    }
    String baseName = "urn:dunlin:dev:" + self + ":" + series + ":";
    return Optional.of(SenmlPack.encode(baseName, descriptor.get(), timed, format));
  }

  @Override
  public Optional<byte[]> task(String mission, String task) {
    LiveMission live = view.missions().get(mission);
    if (live == null || live.mission().task(task) == null) return Optional.empty();
    var text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      out.writeStringProperty("mission", mission);
      out.writeStringProperty("revision", live.revision());
      out.writeStringProperty("task", task);
      out.writeArrayPropertyStart("attempts");
      for (Map.Entry<AttemptKey, Attempt> each : view.attempts().entrySet()) {
        AttemptKey key = each.getKey();
        if (key.revision().equals(live.revision()) && key.task().equals(task)) {
          attempt(out, each.getValue());
        }
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return Optional.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void attempt(JsonGenerator out, Attempt attempt) {
    out.writeStartObject();
    out.writeNumberProperty("n", attempt.key().n());
    out.writeStringProperty("device", attempt.key().device().toString());
    out.writeStringProperty("state", attempt.state().name().toLowerCase(Locale.ROOT));
    out.writeNumberProperty("start", attempt.startMillis());
    out.writeNumberProperty("end", attempt.endMillis());
    out.writeStringProperty("message", attempt.message());
    out.writeEndObject();
  }
}
