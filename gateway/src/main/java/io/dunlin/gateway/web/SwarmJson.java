package io.dunlin.gateway.web;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.runtime.membership.Presence;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.LinkRow;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.sync.PeerView;
import io.dunlin.runtime.sync.SyncCounters;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A snapshot in the form of {@code GET /api/swarm}; see docs/reference/http-api.md. What was never
 * measured or heard is null, never 0. Cost O(state).
 */
final class SwarmJson {
  private final DashboardSource source;
  private final PlannedTimes planned = new PlannedTimes();

  SwarmJson(DashboardSource source) {
    this.source = source;
  }

  byte[] render(Snapshot at) {
    ObjectNode swarm = Json.object();
    swarm.put("swarm", source.swarm());
    swarm.put("nowMillis", at.utcMillis());
    swarm.put("zone", source.zone().getId());
    swarm.put("self", at.self().toString());
    swarm.put("digest", at.digest());
    swarm.set("island", Json.texts(at.island()));
    swarm.set("members", members(at));
    swarm.set("links", links(at));
    swarm.set("missions", MissionJson.of(at.view(), planned));
    swarm.set("replicas", replicas(at));
    swarm.set("bytes", bytes(at.counters()));
    return Json.bytes(swarm);
  }

  private static ArrayNode members(Snapshot at) {
    var presences = new TreeMap<ReplicaId, Presence>();
    for (Presence presence : at.presences()) presences.put(presence.peer(), presence);
    ArrayNode members = Json.array();
    for (Member member : at.view().members().values()) {
      ObjectNode node = members.addObject();
      node.put("id", member.id().toString());
      node.put("name", member.name());
      node.put("role", member.role().name().toLowerCase(Locale.ROOT));
      node.put("version", member.version());
      node.put("speed", member.speed());
      node.put("cores", member.cores());
      node.put("memoryBytes", member.memoryBytes());
      node.set("has", Json.texts(member.has()));
      node.set("programs", Json.texts(member.programs()));
      node.set("series", series(member, at.view()));
      node.put("coap", member.coap());
      heard(node, member.id(), presences.get(member.id()), at);
    }
    return members;
  }

  private static ArrayNode series(Member member, StateView view) {
    ArrayNode names = Json.array();
    for (String hash : member.series()) {
      SeriesDescriptor descriptor = view.series().get(hash);
      names.add(descriptor == null ? hash : descriptor.series());
    }
    return names;
  }

  private static void heard(
      ObjectNode node, ReplicaId id, @Nullable Presence presence, Snapshot at) {
    if (id.equals(at.self())) {
      node.put("state", "heard").put("heardMillisAgo", 0L).putNull("address");
      return;
    }
    node.put("state", presence == null ? "silent" : state(presence, at.nowNanos()));
    if (presence != null && presence.address() != null) {
      long nanos = Math.max(0, at.nowNanos() - presence.lastHeardNanos());
      node.put("heardMillisAgo", nanos / 1_000_000).put("address", presence.address());
    } else {
      node.putNull("heardMillisAgo").putNull("address");
    }
  }

  private static String state(Presence presence, long nowNanos) {
    boolean asleep = presence.wakeNanos() != Long.MIN_VALUE && presence.wakeNanos() > nowNanos;
    return switch (presence.state()) {
      case HEARD -> asleep ? "sleeping" : "heard";
      case SILENT -> "silent";
    };
  }

  private static ArrayNode links(Snapshot at) {
    ArrayNode links = Json.array();
    SortedMap<ReplicaId, Stamp> stamps = at.view().linkStamps();
    for (Map.Entry<ReplicaId, LinkRow> row : at.view().links().entrySet()) {
      Stamp stamp = stamps.get(row.getKey());
      for (LinkMeasure link : row.getValue().to()) {
        ObjectNode node = links.addObject();
        node.put("from", row.getKey().toString()).put("to", link.to().toString());
        node.put("up", link.up());
        boolean probed = link.samples() > 0;
        node.put("rttMillis", probed && link.rttNanos() > 0 ? link.rttNanos() / 1e6 : null);
        node.put("lossRatio", probed ? link.lossRatio() : null);
        node.put("bytesPerSecond", link.bytesPerSecond() > 0 ? link.bytesPerSecond() : null);
        node.put("samples", link.samples());
        node.put(
            "ageSeconds",
            stamp == null ? null : Math.max(0, at.utcMillis() - stamp.millis()) / 1000);
      }
    }
    return links;
  }

  private static ArrayNode replicas(Snapshot at) {
    ArrayNode replicas = Json.array();
    for (PeerView peer : at.peers()) {
      ObjectNode node = replicas.addObject();
      node.put("id", peer.peer().toString());
      node.put("equal", peer.equal());
      node.put("entriesLeft", peer.entriesLeft());
      node.put("bytesLeft", peer.bytesLeft());
      node.put("address", peer.address());
    }
    return replicas;
  }

  private static ObjectNode bytes(SyncCounters counters) {
    return Json.object()
        .put("summary", counters.summaryBytes())
        .put("needed", counters.neededBytes())
        .put("duplicate", counters.duplicateBytes())
        .put("lost", counters.lostBytes());
  }
}
