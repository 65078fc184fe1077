/**
 * The broker that comes with the gateway: Apache ActiveMQ Artemis, MQTT only, in this process, on
 * loopback. It knows nothing of swarms and missions; everything else reaches it as a client, by
 * URL, so that an external broker can take its place. Start with {@link
 * io.dunlin.gateway.broker.EmbeddedBroker}.
 */
@NullMarked
package io.dunlin.gateway.broker;

import org.jspecify.annotations.NullMarked;
