package io.dunlin.runtime.transport;

/**
 * Totals since the transport was made; bytes are payload bytes, without the protocol around them.
 *
 * @param dropped packets handed to {@link Transport#send} that did not leave
 * @param malformed datagrams or messages that arrived and could not be understood, or were too long
 */
public record TransportCounts(
    long sentPackets,
    long sentBytes,
    long receivedPackets,
    long receivedBytes,
    long dropped,
    long malformed) {}
