/**
 * Ports through which packets, blobs and read-only views leave and enter a device.
 *
 * <p>A {@link io.dunlin.runtime.transport.Transport} moves opaque bytes to an address string and
 * hands what arrives to a {@link io.dunlin.runtime.transport.PacketListener}; it knows neither sync
 * nor identity: who an address belongs to is said inside the packets. Libraries stand behind these
 * ports, in {@code .coap} and {@code .mqtt}, and nowhere else. Start at {@code Transport}, then
 * {@code BlobFetcher}.
 */
@NullMarked
package io.dunlin.runtime.transport;

import org.jspecify.annotations.NullMarked;
