package io.dunlin.runtime.transport.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * One message to publish.
 *
 * @param contentType media type, or null for packets
 * @param packet counted as a packet, with a response topic
 */
record Outgoing(
    String topic,
    byte[] payload,
    int qos,
    boolean retained,
    @Nullable String contentType,
    boolean packet) {}
