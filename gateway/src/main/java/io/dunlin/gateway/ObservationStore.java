package io.dunlin.gateway;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.LogEntry;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway keeps observations for good. Every write is an idempotent upsert by dot, so it
 * may be repeated, reordered and shared by several gateways. Safe for several threads.
 */
public interface ObservationStore extends AutoCloseable {
  /** Most rows one question answers. */
  int ROWS_MAX = 1_000;

  /**
   * Keeps observations and clock anchors; other entries are passed over. All or none, durable when
   * it returns.
   */
  void upsert(List<LogEntry> entries) throws StoreException;

  /** Keeps what series measure. */
  void describe(Collection<SeriesDescriptor> series) throws StoreException;

  /** Which observations are durable here. */
  Knowledge held();

  /**
   * Hands over every observation of other series than these, in no order. Reads all rows once and
   * holds up writers meanwhile.
   *
   * @param series first eight bytes of the descriptors' hashes, 16 hex digits each
   */
  void eachNotOf(Set<String> series, Consumer<LogEntry> taker) throws StoreException;

  /** How many rows stand for each log: as many as it holds dots, or the store is broken. */
  SortedMap<LogId, Long> rows() throws StoreException;

  /**
   * The newest first.
   *
   * @param device of this device, or null for all
   * @param series of this name, or null for all
   * @param n 1 to {@link #ROWS_MAX}
   */
  List<StoredObservation> newest(@Nullable ReplicaId device, @Nullable String series, int n)
      throws StoreException;

  /** Keeps a published result; the same one again changes nothing. */
  void publish(PublishedResult result) throws StoreException;

  /** Published results, the newest first, at most {@link #ROWS_MAX}. */
  List<PublishedResult> results() throws StoreException;

  @Override
  void close();
}
