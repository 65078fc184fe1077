package io.dunlin.gateway.export;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.gateway.StoredObservation;
import io.dunlin.runtime.senml.SenmlFormat;
import io.dunlin.runtime.senml.SenmlPack;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes observations to a new directory and a manifest last: without one, an export was cut off.
 * Nothing that is wanted is left out: what SenML cannot say without a clock goes to a table, what
 * cannot be decoded goes there as bytes. Memory: O(files), at most {@link #FILES_MAX}, whatever the
 * number of observations.
 */
public final class Export {
  static final int FILES_MAX = 1_024;
  static final String RAW = "undecoded.csv";
  private static final int SLUG_MAX = 64;

  private final Path directory;
  private final ExportRequest request;
  private final SortedMap<String, SeriesDescriptor> series;
  private final SortedMap<String, Target> targets = new TreeMap<>();
  private long withoutTime;
  private final Map<String, Boolean> sayable = new HashMap<>();
  private @Nullable RawTarget raw;

  private Export(
      Path directory, ExportRequest request, SortedMap<String, SeriesDescriptor> series) {
    this.directory = directory;
    this.request = request;
    this.series = series;
  }

  /**
   * Reads a data directory and writes what is wanted of it.
   *
   * @param from a device's or gateway's data directory, its journal or its store
   * @param to a directory that does not exist or is empty
   * @return what was written; also in the directory's {@code manifest.json}
   * @throws IOException when something cannot be read or written, or there is no such series
   */
  public static Manifest run(Path from, Path to, ExportRequest request) throws IOException {
    try (Source source = Source.open(from)) {
      SortedMap<String, SeriesDescriptor> series = chosen(source.series(), request.series());
      Files.createDirectories(to);
      try (var there = Files.list(to)) {
        if (there.findAny().isPresent()) {
          throw new IOException(to + " is not empty; name a new directory");
        }
      }
      var export = new Export(to, request, series);
      source.each(export::take);
      var manifest =
          new Manifest(from, request, export.end(), export.withoutTime, source.damaged());
      Files.writeString(to.resolve(Manifest.SUMS), manifest.sums());
      Files.write(to.resolve(Manifest.FILE), manifest.json());
      return manifest;
    }
  }

  private static SortedMap<String, SeriesDescriptor> chosen(
      SortedMap<String, SeriesDescriptor> all, @Nullable String name) throws IOException {
    if (name == null) return all;
    var chosen = new TreeMap<String, SeriesDescriptor>(all);
    chosen.values().removeIf(each -> !each.series().equals(name));
    if (!chosen.isEmpty()) return chosen;
    var names = all.values().stream().map(SeriesDescriptor::series).distinct().sorted().toList();
    throw new IOException("no series " + name + "; there are " + String.join(", ", names));
  }

  private void take(StoredObservation observation) throws IOException {
    if (!request.wants(observation)) return;
    SeriesDescriptor descriptor = descriptor(observation);
    if (descriptor == null) {
      if (request.series() == null) raw().add(observation);
      return;
    }
    if (observation.utcMillis() == null) withoutTime++;
    try {
      target(observation, descriptor).add(observation);
    } catch (MalformedException e) {
      raw().add(observation);
    }
  }

  private @Nullable SeriesDescriptor descriptor(StoredObservation observation) {
    try {
      return series.get(Observation.seriesOf(observation.body()));
    } catch (MalformedException e) {
      return null;
    }
  }

  private Target target(StoredObservation observation, SeriesDescriptor descriptor)
      throws IOException {
    ReplicaId device = observation.dot().origin();
    String slug = slug(descriptor.series());
    String baseName = "urn:dunlin:dev:" + device + ":" + slug + ":";
    boolean senml =
        request.format() == ExportFormat.SENML
            && observation.utcMillis() != null
            && sayable.computeIfAbsent(descriptor.hash(), _ -> sayable(descriptor, baseName));
    String name =
        senml
            ? slug + "-" + descriptor.hash() + "-" + device + ".senml.json"
            : slug + "-" + descriptor.hash() + ".csv";
    Target target = targets.get(name);
    if (target == null) {
      OutFile file = file(name);
      target =
          senml
              ? new SenmlTarget(file, descriptor, device, baseName)
              : new CsvTarget(file, descriptor);
      targets.put(name, target);
    }
    return target;
  }

  /** Names and units come from any device, and SenML does not allow all characters in them. */
  private static boolean sayable(SeriesDescriptor descriptor, String baseName) {
    try {
      byte[] _ = SenmlPack.encode(baseName, descriptor, List.of(), SenmlFormat.JSON);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private RawTarget raw() throws IOException {
    if (raw == null) {
      raw = new RawTarget(file(RAW));
      targets.put(RAW, raw);
    }
    return raw;
  }

  private OutFile file(String name) throws IOException {
    if (targets.size() == FILES_MAX) {
      throw new IOException("more than " + FILES_MAX + " files; choose with --series or --device");
    }
    return new OutFile(directory, name);
  }

  /** A name comes from any device: only what is safe in a file's name and in SenML is kept. */
  private static String slug(String name) {
    String safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
    return safe.substring(0, Math.min(SLUG_MAX, safe.length()));
  }

  private List<Written> end() throws IOException {
    var written = new ArrayList<Written>();
    for (Map.Entry<String, Target> each : targets.entrySet()) written.add(each.getValue().end());
    return written;
  }
}
