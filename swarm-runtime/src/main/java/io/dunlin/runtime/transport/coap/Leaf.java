package io.dunlin.runtime.transport.coap;

import java.util.regex.Pattern;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** A resource that answers one peer, never a multicast group: only discovery does (RFC 7252, 8). */
abstract class Leaf extends CoapResource {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  Leaf(String name) {
    super(name);
  }

  @Override
  public void handleRequest(Exchange exchange) {
    if (!exchange.getRequest().isMulticast()) {
      super.handleRequest(exchange);
    }
  }

  /**
   * Whether a path segment can name a resource: Californium throws at a slash, and link format
   * would need quoting for much else.
   */
  static boolean named(String segment) {
    return NAME.matcher(segment).matches();
  }

  /** An error with a sentence for the human behind the client, RFC 7252 section 5.5.2. */
  static void refuse(CoapExchange exchange, ResponseCode code, String why) {
    exchange.respond(code, why, MediaTypeRegistry.TEXT_PLAIN);
  }
}
