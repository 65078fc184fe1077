/**
 * Measures the paths to neighbours: round-trip time, loss of each direction and throughput, from
 * small probes and from what real transfers achieved. One pure state machine; the bytes are
 * specified in {@code docs/formats/sync.md}.
 *
 * <p>It must not know sockets, clocks or other machines, nor decide what a measurement is good for.
 * Start with {@link io.dunlin.runtime.link.LinkMachine}.
 */
@NullMarked
package io.dunlin.runtime.link;

import org.jspecify.annotations.NullMarked;
