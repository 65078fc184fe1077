package io.dunlin.runtime.transport.coap;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/**
 * Finds devices by asking the All CoAP Nodes group for {@code rt=dunlin.device} (RFC 7252 section
 * 8). Answers dribble in for some seconds; those to an older search are ignored.
 */
final class Discovery {
  private static final Pattern ENDPOINT =
      Pattern.compile("rt=\"dunlin\\.device\"[^,]*;ep=\"([0-9a-f]{32})\"");

  private final GuardedConnector connector;
  private final MessageIds messageIds;
  private final InetSocketAddress group;
  private final Consumer<Found> found;
  private final SecureRandom random = new SecureRandom();
  private volatile Token token = Token.EMPTY;

  Discovery(GuardedConnector connector, MessageIds messageIds, int port, Consumer<Found> found) {
    this.connector = connector;
    this.messageIds = messageIds;
    this.group = new InetSocketAddress(Group.ALL_NODES, port);
    this.found = found;
  }

  void search() {
    var bytes = new byte[8];
    random.nextBytes(bytes);
    token = new Token(bytes);
    var request = new Request(CoAP.Code.GET, CoAP.Type.NON);
    request.setMID(messageIds.next());
    request.setToken(token);
    request.getOptions().setUriPath("/.well-known/core").addUriQuery("rt=dunlin.device");
    connector.sendDatagram(new UdpDataSerializer().getByteArray(request), group, Sent.UNWATCHED);
  }

  /** Whether the response answered the search that runs. */
  boolean took(Response response) {
    if (token.isEmpty() || !token.equals(response.getToken())) {
      return false;
    }
    Matcher link = ENDPOINT.matcher(new String(response.getPayload(), StandardCharsets.UTF_8));
    if (link.find()) {
      InetSocketAddress from = response.getSourceContext().getPeerAddress();
      found.accept(new Found(Addresses.format(from), link.group(1)));
    }
    return true;
  }
}
