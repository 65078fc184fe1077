package io.dunlin.runtime.transport.coap;

/**
 * A device that answered a search; a hint, not an identity.
 *
 * @param address where packets reach it
 * @param endpointName what it calls itself: 32 hex of a device id
 */
public record Found(String address, String endpointName) {}
