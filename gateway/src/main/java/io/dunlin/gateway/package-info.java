/**
 * The ports and rules of a gateway: a device of the swarm that also takes missions in, keeps what
 * the swarm observed in a store, and shows it. Here are the small interfaces by which broker,
 * store, intake, dashboard and command line meet, and the values that pass through them. It must
 * not know any of those, nor a library. Start with {@link io.dunlin.gateway.MissionGate} and {@link
 * io.dunlin.gateway.ObservationStore}.
 */
@NullMarked
package io.dunlin.gateway;

import org.jspecify.annotations.NullMarked;
