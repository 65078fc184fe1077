package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.senml.SenmlFormat;
import io.dunlin.runtime.transport.DeviceResources;
import java.util.Optional;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** {@code GET /s/{series}?since=&n=}: observations as SenML, observable (RFC 7641). */
final class SeriesResource extends Leaf {
  private final DeviceResources resources;
  private final Slices slices;

  SeriesResource(String series, DeviceResources resources, Slices slices) {
    super(series);
    this.resources = resources;
    this.slices = slices;
    setObservable(true);
    setObserveType(CoAP.Type.NON);
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    SeriesQuery query;
    try {
      query = SeriesQuery.of(exchange.getRequestOptions().getUriQuery());
    } catch (IllegalArgumentException e) {
      refuse(exchange, ResponseCode.BAD_REQUEST, String.valueOf(e.getMessage()));
      return;
    }
    Optional<SenmlFormat> format = accepted(exchange);
    if (format.isEmpty()) {
      refuse(
          exchange,
          ResponseCode.NOT_ACCEPTABLE,
          "application/senml+json (110) or application/senml+cbor (112)");
      return;
    }
    SenmlFormat chosen = format.get();
    Optional<byte[]> pack = resources.senml(getName(), query.sinceUnixNanos(), query.n(), chosen);
    if (pack.isEmpty()) {
      refuse(exchange, ResponseCode.NOT_FOUND, "no series " + getName());
      return;
    }
    String key =
        Addresses.format(exchange.getSourceSocketAddress()) + "/s/" + getName() + query + chosen;
    slices.respond(exchange, chosen.coapContentFormat(), key, pack::get);
  }

  private static Optional<SenmlFormat> accepted(CoapExchange exchange) {
    if (!exchange.getRequestOptions().hasAccept()) {
      return Optional.of(SenmlFormat.JSON);
    }
    int accept = exchange.getRequestOptions().getAccept();
    for (SenmlFormat format : SenmlFormat.values()) {
      if (format.coapContentFormat() == accept) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
