package io.dunlin.gateway;

import io.dunlin.crdt.causal.Dot;
import org.jspecify.annotations.Nullable;

/**
 * One observation as its origin wrote it.
 *
 * @param bootNanos monotonic time since the origin's process started
 * @param utcMillis when it was measured, by the best clock anchor of its epoch; null without one
 * @param body see {@link io.dunlin.runtime.state.Observation}
 */
public record StoredObservation(Dot dot, long bootNanos, @Nullable Long utcMillis, byte[] body) {}
