package io.dunlin.gateway.export;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.gateway.StoredObservation;
import org.jspecify.annotations.Nullable;

/**
 * Which observations are wanted, and how.
 *
 * @param device of this one only, or null for all
 * @param series of this name only, or null for all
 * @param sinceMillis UTC, inclusive; null for no limit
 * @param untilMillis UTC, exclusive; null for no limit
 */
public record ExportRequest(
    ExportFormat format,
    @Nullable ReplicaId device,
    @Nullable String series,
    @Nullable Long sinceMillis,
    @Nullable Long untilMillis) {

  /** Whether only observations with a known time can be wanted. */
  boolean timed() {
    return sinceMillis != null || untilMillis != null;
  }

  boolean wants(StoredObservation observation) {
    if (device != null && !device.equals(observation.dot().origin())) return false;
    Long at = observation.utcMillis();
    if (at == null) return !timed();
    return (sinceMillis == null || at >= sinceMillis) && (untilMillis == null || at < untilMillis);
  }
}
