/**
 * The main job on one machine: a gateway and several device processes over real CoAP and MQTT, with
 * shaped links between them, a mission, a partition, a lost device and the merge. It starts and
 * kills processes, asks them over HTTP how they are, and believes nothing it has not measured. It
 * must not reach into a device: all it knows comes over the interfaces that users have. Start with
 * {@link io.dunlin.gateway.demo.Story}.
 */
@NullMarked
package io.dunlin.gateway.demo;

import org.jspecify.annotations.NullMarked;
