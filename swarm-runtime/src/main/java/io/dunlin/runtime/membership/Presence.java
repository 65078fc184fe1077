package io.dunlin.runtime.membership;

import io.dunlin.crdt.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * What we know of one member by our own ears.
 *
 * @param lastHeardNanos by our monotonic time; meaningless while {@code address} is null
 * @param address the path by which it was heard last, null if never in this process
 * @param wakeNanos until when it said it sleeps; {@link Long#MIN_VALUE} if it never said so
 */
public record Presence(
    ReplicaId peer, State state, long lastHeardNanos, @Nullable String address, long wakeNanos) {

  /** There is no third: nobody is ever forgotten. */
  public enum State {
    /** Heard lately, or asleep as announced. */
    HEARD,
    /** Not heard lately, or never. */
    SILENT
  }
}
