/**
 * MQTT 5 through a gateway's broker with Eclipse Paho, which no other package knows.
 *
 * <p>Paho's client is used for one connection and thrown away: reconnecting, waiting, the window of
 * publishes under way and what is kept for later are ours ({@code BrokerLoop}), because Paho's own
 * lose messages, throw error 32202 or end in a loop. Packets are QoS 0 and not kept: sync repeats
 * what is missing. Start at {@code MqttTransport}; {@code Topics} has the names.
 */
@NullMarked
package io.dunlin.runtime.transport.mqtt;

import org.jspecify.annotations.NullMarked;
