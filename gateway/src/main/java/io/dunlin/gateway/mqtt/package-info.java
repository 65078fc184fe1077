/**
 * Missions over MQTT 5, and the client connection they come by. {@link
 * io.dunlin.gateway.mqtt.PahoBus} is the one place that knows the Paho library; {@link
 * io.dunlin.gateway.mqtt.MissionTopics} reads uploads and answers them, and knows neither the file
 * format nor the swarm. Start with {@code MissionTopics}.
 */
@NullMarked
package io.dunlin.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
