package io.dunlin.runtime.host.status;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.node.NodePicture;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.sync.PeerView;
import io.dunlin.runtime.sync.SyncCounters;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of {@code /health}. */
public final class Health {
  private static final JsonFactory JSON = new JsonFactory();

  private Health() {}

  public static String json(Member self, NodePicture picture, long storageErrors) {
    var text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      out.writeStringProperty("id", self.id().toString());
      out.writeStringProperty("name", self.name());
      out.writeStringProperty("role", self.role().name());
      out.writeStringProperty("version", self.version());
      out.writeStringProperty("epoch", Long.toHexString(picture.epoch()));
      out.writeBooleanProperty("healthy", storageErrors == 0);
      out.writeNumberProperty("storageErrors", storageErrors);
      out.writeNumberProperty("utc", picture.utcMillis());
      out.writeStringProperty("digest", picture.digest());
      out.writeNumberProperty("entries", picture.knowledge().count());
      bytes(out, picture.counters());
      island(out, picture);
      peers(out, picture);
      tasks(out, self.id(), picture);
      out.writeEndObject();
    }
    return text + "\n";
  }

  private static void bytes(JsonGenerator out, SyncCounters counters) {
    out.writeObjectPropertyStart("bytes");
    out.writeNumberProperty("summary", counters.summaryBytes());
    out.writeNumberProperty("needed", counters.neededBytes());
    out.writeNumberProperty("duplicate", counters.duplicateBytes());
    out.writeNumberProperty("lost", counters.lostBytes());
    out.writeEndObject();
  }

  private static void island(JsonGenerator out, NodePicture picture) {
    out.writeArrayPropertyStart("island");
    for (ReplicaId id : picture.island()) out.writeString(id.toString());
    out.writeEndArray();
  }

  private static void peers(JsonGenerator out, NodePicture picture) {
    out.writeArrayPropertyStart("peers");
    for (PeerView peer : picture.peers()) {
      out.writeStartObject();
      out.writeStringProperty("id", peer.peer().toString());
      out.writeStringProperty("address", peer.address());
      out.writeNumberProperty(
          "heardMillisAgo", (picture.nowNanos() - peer.lastHeardNanos()) / 1_000_000);
      out.writeBooleanProperty("equal", peer.equal());
      out.writeNumberProperty("entriesLeft", peer.entriesLeft());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** The attempts this device has under way. */
  private static void tasks(JsonGenerator out, ReplicaId self, NodePicture picture) {
    out.writeArrayPropertyStart("tasks");
    for (Attempt attempt : picture.view().attempts().values()) {
      if (!attempt.key().device().equals(self) || attempt.ended()) continue;
      out.writeStartObject();
      out.writeStringProperty("mission", attempt.key().mission());
      out.writeStringProperty("task", attempt.key().task());
      out.writeNumberProperty("n", attempt.key().n());
      out.writeStringProperty("state", attempt.state().name());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
