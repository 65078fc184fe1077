/**
 * Wires a gateway: a device with the role of a gateway, and around it broker, store, intake and
 * dashboard. The only impure place of its own; decides nothing. Start with {@link
 * io.dunlin.gateway.host.GatewayHost}.
 */
@NullMarked
package io.dunlin.gateway.host;

import org.jspecify.annotations.NullMarked;
