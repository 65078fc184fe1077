package io.dunlin.gateway.web;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store's reading side, as far as the dashboard needs it. Blocks for the disk. */
public interface ObservationQuery {

  /**
   * The newest rows first.
   *
   * @param device empty for all
   * @param series the slug of a series such as {@code temperature}; empty for all
   * @param rowsMax 1 to {@link ObservationJson#ROWS_MAX}
   */
  List<Row> newest(Optional<ReplicaId> device, Optional<String> series, int rowsMax)
      throws IOException;

  /** What the store holds durably, by log. */
  List<Held> held() throws IOException;

  /**
   * One observation as its origin wrote it.
   *
   * @param utcMillis null as long as no clock anchor of that epoch is known
   * @param body see {@link io.dunlin.runtime.state.Observation}
   */
  record Row(Dot dot, long bootNanos, @Nullable Long utcMillis, byte[] body) {}

  /**
   * One log as the store has it.
   *
   * @param entries the numbers that are held
   * @param rows how many rows stand for them; equal to the count of {@code entries} unless the
   *     store is broken
   * @param duplicates how often a number was handed in again, which changed nothing
   */
  record Held(LogId log, IntervalSet entries, long rows, long duplicates) {}
}
