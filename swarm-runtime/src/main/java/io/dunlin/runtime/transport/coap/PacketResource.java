package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.Channel;
import io.dunlin.runtime.transport.PacketListener;
import io.dunlin.runtime.transport.Transport;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * {@code POST /sync} and {@code POST /probe}: hands the payload on, answers only who asks for it.
 */
final class PacketResource extends Leaf {
  private final Channel channel;
  private final PacketListener listener;
  private final Counters counters;

  PacketResource(Channel channel, PacketListener listener, Counters counters) {
    super(PacketTemplate.path(channel));
    this.channel = channel;
    this.listener = listener;
    this.counters = counters;
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    byte[] payload = exchange.getRequestPayload();
    if (payload.length > Transport.PAYLOAD_BYTES_MAX) {
      counters.malformed.increment();
      refuse(
          exchange,
          ResponseCode.REQUEST_ENTITY_TOO_LARGE,
          "at most " + Transport.PAYLOAD_BYTES_MAX + " bytes");
      return;
    }
    counters.receivedPackets.increment();
    counters.receivedBytes.add(payload.length);
    listener.packet(Addresses.format(exchange.getSourceSocketAddress()), channel, payload);
    // Californium leaves the answer away when the request's No-Response option covers it.
    if (exchange.advanced().getRequest().isConfirmable()
        || !exchange.getRequestOptions().hasNoResponse()) {
      exchange.respond(ResponseCode.CHANGED);
    }
  }
}
