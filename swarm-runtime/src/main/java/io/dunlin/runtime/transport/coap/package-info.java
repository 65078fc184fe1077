/**
 * CoAP over UDP (RFC 7252) with Eclipse Californium, which no other package knows.
 *
 * <p>One endpoint and one socket per device: packets leave from the port they arrive at, so the
 * source address of a packet is where its answer goes. A resource here parses, asks a port,
 * answers; block-wise bodies (RFC 7959) are cut here, statelessly, because Californium's
 * transparent block-wise mode keeps every body in memory. Hostile datagrams end in {@code
 * GuardedParser} and {@code GuardedConnector} as a count. Start at {@code CoapTransport}.
 */
@NullMarked
package io.dunlin.runtime.transport.coap;

import org.jspecify.annotations.NullMarked;
