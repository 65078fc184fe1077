package io.dunlin.runtime.host;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.host.sense.RecentObservations;
import io.dunlin.runtime.senml.Timed;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/**
 * Says which own observations are on the medium now: one event per log and commit, with the first
 * and last sequence number. Whoever reads it may count on them for ever.
 */
final class Acknowledgements {
  private final ReplicaId self;
  private final RecentObservations recent;
  private final LongUnaryOperator utcOfBoot;
  private final Consumer<Event> events;

  private record Run(long first, long last, long count) {}

  Acknowledgements(
      ReplicaId self,
      RecentObservations recent,
      LongUnaryOperator utcOfBoot,
      Consumer<Event> events) {
    this.self = self;
    this.recent = recent;
    this.utcOfBoot = utcOfBoot;
    this.events = events;
  }

  /** Tells of them, and gives them by series. */
  Map<SeriesDescriptor, List<Timed>> durable(List<LogEntry> entries) {
    var series = new LinkedHashMap<SeriesDescriptor, List<Timed>>();
    Map<LogId, Run> runs = new TreeMap<>();
    for (LogEntry entry : entries) {
      if (entry.kind() != EntryKind.OBSERVATION || !entry.dot().log().origin().equals(self)) {
        continue;
      }
      long seq = entry.dot().seq();
      runs.merge(
          entry.dot().log(),
          new Run(seq, seq, 1),
          (a, b) ->
              new Run(Math.min(a.first, b.first), Math.max(a.last, b.last), a.count + b.count));
      show(entry, series);
    }
    runs.forEach(this::acknowledge);
    return series;
  }

  private void acknowledge(LogId log, Run run) {
    events.accept(
        Event.of(
            1010,
            "observations.acknowledged",
            "epoch",
            Long.toHexString(log.epoch()),
            "lane",
            (long) log.lane(),
            "first",
            run.first,
            "last",
            run.last,
            "count",
            run.count));
  }

  private void show(LogEntry entry, Map<SeriesDescriptor, List<Timed>> series) {
    try {
      var descriptor = recent.byHash(Observation.seriesOf(entry.body()));
      if (descriptor.isEmpty()) return;
      Observation observation = Observation.read(entry.body(), descriptor.get());
      long utcMillis = utcOfBoot.applyAsLong(entry.bootNanos());
      recent.add(new RecentObservations.Timed(utcMillis, observation));
      series
          .computeIfAbsent(descriptor.get(), _ -> new ArrayList<>())
          .add(new Timed(utcMillis * 1_000_000, observation));
    } catch (MalformedException e) {
      throw new IllegalStateException("an own observation does not decode: " + entry, e);
    }
  }
}
