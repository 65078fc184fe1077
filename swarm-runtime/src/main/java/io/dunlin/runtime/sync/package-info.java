/**
 * Anti-entropy between replicas: learns which entries a neighbour lacks and sends them, in packets
 * that fit the link's frame, each idempotent and complete in itself. One pure state machine; the
 * bytes are specified in {@code docs/formats/sync.md}.
 *
 * <p>It must not know sockets, files, clocks or what an entry means, nor any other machine. Entries
 * are read through {@link io.dunlin.runtime.sync.EntrySource}; what arrives goes out as an effect
 * and counts as known only when it comes back durable. Start with {@link
 * io.dunlin.runtime.sync.SyncMachine}.
 */
@NullMarked
package io.dunlin.runtime.sync;

import org.jspecify.annotations.NullMarked;
