package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.DeviceResources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * {@code GET /.well-known/core}: what can be asked here, in link format (RFC 6690). The only
 * resource that answers a multicast, and then only when something matches (RFC 7252 section 8.2).
 */
final class WellKnownCore extends CoapResource {
  private final String endpointName;
  private final DeviceResources resources;
  private final boolean uploads;
  private final Slices slices;

  WellKnownCore(String endpointName, DeviceResources resources, boolean uploads, Slices slices) {
    super("core");
    this.endpointName = endpointName;
    this.resources = resources;
    this.uploads = uploads;
    this.slices = slices;
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    List<String> filters = exchange.getRequestOptions().getUriQuery();
    var text = new StringBuilder();
    for (Link link : links()) {
      if (filters.stream().allMatch(link::matches)) {
        text.append(text.isEmpty() ? "" : ",").append(link);
      }
    }
    if (exchange.isMulticastRequest() && text.isEmpty()) {
      return;
    }
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    String reader = Addresses.format(exchange.getSourceSocketAddress());
    slices.respond(
        exchange,
        MediaTypeRegistry.APPLICATION_LINK_FORMAT,
        reader + "/.well-known/core" + filters,
        () -> body);
  }

  private List<Link> links() {
    var links = new ArrayList<Link>();
    links.add(new Link("/sync", "dunlin.device", ";ep=\"" + endpointName + "\""));
    links.add(new Link("/probe", "dunlin.probe", ""));
    links.add(new Link("/blob", uploads ? "dunlin.blobs.writable" : "dunlin.blobs", ""));
    for (String series : resources.series()) {
      if (Leaf.named(series)) {
        links.add(new Link("/s/" + series, "dunlin.series", ";obs;ct=\"110 112\""));
      }
    }
    return links;
  }

  private record Link(String path, String type, String attributes) {
    /** One query of RFC 6690 section 4.1, on href or rt, with an optional wildcard at the end. */
    boolean matches(String filter) {
      if (filter.startsWith("href=")) {
        return matches(path, filter.substring("href=".length()));
      }
      return filter.startsWith("rt=") && matches(type, filter.substring("rt=".length()));
    }

    private static boolean matches(String value, String pattern) {
      return pattern.endsWith("*")
          ? value.startsWith(pattern.substring(0, pattern.length() - 1))
          : value.equals(pattern);
    }

    @Override
    public String toString() {
      return "<" + path + ">;rt=\"" + type + "\"" + attributes;
    }
  }
}
