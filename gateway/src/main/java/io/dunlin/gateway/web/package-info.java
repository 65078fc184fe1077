/**
 * The dashboard's server: the pages from the jar, a JSON picture of the swarm, its changes as
 * server-sent events, and the HTTP door for missions. It translates and nothing else: what it shows
 * comes from a {@link io.dunlin.gateway.web.DashboardSource}, what it is handed goes to the {@link
 * io.dunlin.gateway.MissionGate}. It must not know the node, the store or the broker, and no other
 * package may know Javalin. Loopback only, until there are users and keys. Start with {@link
 * io.dunlin.gateway.web.DashboardServer}.
 */
@NullMarked
package io.dunlin.gateway.web;

import org.jspecify.annotations.NullMarked;
