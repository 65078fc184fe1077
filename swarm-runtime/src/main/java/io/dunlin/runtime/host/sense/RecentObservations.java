package io.dunlin.runtime.host.sense;

import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The newest acknowledged observations of the own series, for readers of the device itself. At most
 * {@value #EACH_MAX} a series. Thread-safe.
 */
public final class RecentObservations {
  static final int EACH_MAX = 600;

  private final SortedMap<String, SeriesDescriptor> byName = new TreeMap<>();
  private final SortedMap<String, ArrayDeque<Timed>> kept = new TreeMap<>();

  /**
   * One observation.
   *
   * @param utcMillis as far as the device knew it then
   */
  public record Timed(long utcMillis, Observation observation) {}

  public RecentObservations(List<SensedSeries> series) {
    for (SensedSeries each : series) {
      byName.put(each.descriptor().series(), each.descriptor());
      kept.put(each.descriptor().hash(), new ArrayDeque<>());
    }
  }

  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** The descriptor of a series, by name. */
  public Optional<SeriesDescriptor> descriptor(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The descriptor of a series, by hash. */
  public Optional<SeriesDescriptor> byHash(String hash) {
    return byName.values().stream().filter(d -> d.hash().equals(hash)).findFirst();
  }

  public synchronized void add(Timed timed) {
    ArrayDeque<Timed> series = kept.get(timed.observation().series());
    if (series == null) return;
    if (series.size() == EACH_MAX) series.removeFirst();
    series.addLast(timed);
  }

  /** The newest {@code n} after {@code sinceMillis}, oldest first. */
  public synchronized List<Timed> newest(SeriesDescriptor series, long sinceMillis, int n) {
    var found = new ArrayList<Timed>();
    var backwards = kept.getOrDefault(series.hash(), new ArrayDeque<>()).descendingIterator();
    while (backwards.hasNext() && found.size() < n) {
      Timed timed = backwards.next();
      if (timed.utcMillis() <= sinceMillis) break;
      found.add(timed);
    }
    Collections.reverse(found);
    return found;
  }
}
