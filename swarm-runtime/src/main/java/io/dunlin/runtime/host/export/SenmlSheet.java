package io.dunlin.runtime.host.export;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.senml.SenmlFormat;
import io.dunlin.runtime.senml.SenmlPack;
import io.dunlin.runtime.senml.Timed;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SenML packs in JSON (RFC 8428), numbered files of at most {@value #PACK_OBSERVATIONS}
 * observations of one series of one device; as many are held at a time. What has no time is left
 * out: to a reader a small time would mean "from now". So is a series whose names SenML does not
 * allow.
 */
final class SenmlSheet implements Sheet {
  private static final int PACK_OBSERVATIONS = 10_000;

  private record Key(ReplicaId device, SeriesDescriptor series) {}

  private final Path directory;
  private final Map<Key, List<Timed>> held = new LinkedHashMap<>();
  private final Map<String, Integer> packs = new LinkedHashMap<>();
  private int heldObservations;

  SenmlSheet(Path directory) {
    this.directory = directory;
  }

  @Override
  public boolean write(
      LogEntry entry, SeriesDescriptor series, Observation observation, @Nullable Long utcNanos)
      throws IOException {
    if (utcNanos == null) return false;
    var key = new Key(entry.dot().log().origin(), series);
    var timed = new Timed(utcNanos, observation);
    List<Timed> pack = held.get(key);
    if (pack == null) {
      if (!isAllowed(key, timed)) return false;
      pack = new ArrayList<>();
      held.put(key, pack);
    }
    pack.add(timed);
    if (++heldObservations >= PACK_OBSERVATIONS) close();
    return true;
  }

  private static boolean isAllowed(Key key, Timed timed) {
    try {
      return encode(key, List.of(timed)).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] encode(Key key, List<Timed> pack) {
    String baseName = "urn:dunlin:dev:" + key.device() + ":" + key.series().series() + ":";
    return SenmlPack.encode(baseName, key.series(), pack, SenmlFormat.JSON);
  }

  @Override
  public void close() throws IOException {
    for (Map.Entry<Key, List<Timed>> each : held.entrySet()) {
      Key key = each.getKey();
      String name = Names.of(key.series()) + "-" + key.device();
      int number = packs.merge(name, 1, Integer::sum);
      Path file = directory.resolve("%s-%06d.senml.json".formatted(name, number));
      Files.write(file, encode(key, each.getValue()));
    }
    held.clear();
    heldObservations = 0;
  }
}
