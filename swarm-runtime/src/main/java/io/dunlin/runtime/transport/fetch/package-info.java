/**
 * How a blob is fetched over a link that loses packets: which block to ask for next, how many at a
 * time, what to do with what arrives.
 *
 * <p>Pure: no socket, no clock, no thread, no file; time is given and what should happen comes out
 * as effects, so the whole of it runs under virtual time. It must not know CoAP. Start at {@code
 * BlobTransfer}; {@code PacedWindow} is its congestion control.
 */
@NullMarked
package io.dunlin.runtime.transport.fetch;

import org.jspecify.annotations.NullMarked;
