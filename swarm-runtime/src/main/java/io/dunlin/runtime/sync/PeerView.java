package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;

/**
 * How it stands with one peer, for people to see.
 *
 * @param address the path in use, the cheapest one heard of late
 * @param lastHeardNanos when any whole packet of it came last, by our monotonic time
 * @param equal both had seen the same when it last spoke and nothing was added here since
 * @param entriesLeft entries it is known to lack and that wait to be sent
 * @param bytesLeft the same in bytes, estimated from the entries sent so far
 */
public record PeerView(
    ReplicaId peer,
    long epoch,
    String address,
    long lastHeardNanos,
    boolean equal,
    long entriesLeft,
    long bytesLeft) {}
