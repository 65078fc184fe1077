package io.dunlin.gateway.export;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.SeriesDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A file that is done.
 *
 * @param series null where observations could not be decoded
 * @param device null where it holds those of all
 */
record Written(
    String file,
    @Nullable SeriesDescriptor series,
    @Nullable ReplicaId device,
    long observations,
    long bytes,
    String sha256) {}
