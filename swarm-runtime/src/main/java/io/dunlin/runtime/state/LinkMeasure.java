package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;

/**
 * One measured link, directed from the row's owner.
 *
 * @param up false when the last probes went unanswered
 * @param rttNanos round-trip time; half of it counts as the latency of one direction
 * @param lossRatio 0 to 1
 * @param bytesPerSecond throughput, 0 when not measured yet
 * @param samples how many probes stand behind it
 */
public record LinkMeasure(
    ReplicaId to, boolean up, long rttNanos, double lossRatio, long bytesPerSecond, int samples) {}
