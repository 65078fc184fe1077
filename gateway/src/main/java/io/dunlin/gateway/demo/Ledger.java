package io.dunlin.gateway.demo;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Which observations each device acknowledged, taken down outside of the devices as they said so.
 * Thread-safe.
 */
final class Ledger {
  static final int ACKNOWLEDGED = 1010;

  private final Map<String, Knowledge> byDevice = new TreeMap<>();

  /** Takes down one acknowledgement of the device with this id. */
  synchronized void acknowledged(String device, ReplicaId id, JsonNode event) {
    var log =
        new LogId(
            id,
            Long.parseUnsignedLong(event.path("epoch").asString(), 16),
            event.path("lane").asInt());
    var range = IntervalSet.of(event.path("first").asLong(), event.path("last").asLong());
    byDevice.merge(device, Knowledge.empty().plus(log, range), Knowledge::join);
  }

  synchronized Knowledge of(String device) {
    return byDevice.getOrDefault(device, Knowledge.empty());
  }

  synchronized Knowledge all() {
    Knowledge all = Knowledge.empty();
    for (Knowledge each : byDevice.values()) all = all.join(each);
    return all;
  }

  synchronized SortedMap<String, Long> counts() {
    var counts = new TreeMap<String, Long>();
    byDevice.forEach((device, known) -> counts.put(device, known.count()));
    return counts;
  }

  /** What the gateway says its store holds: {@code /api/observations/held}. */
  static Knowledge held(JsonNode logs) {
    Knowledge held = Knowledge.empty();
    for (JsonNode log : logs) {
      var id =
          new LogId(
              ReplicaId.parse(log.path("device").asString()),
              Long.parseUnsignedLong(log.path("epoch").asString(), 16),
              log.path("lane").asInt());
      IntervalSet seqs = IntervalSet.empty();
      for (JsonNode run : log.path("intervals")) {
        seqs = seqs.union(IntervalSet.of(run.path(0).asLong(), run.path(1).asLong()));
      }
      if (!seqs.isEmpty()) held = held.plus(id, seqs);
    }
    return held;
  }
}
