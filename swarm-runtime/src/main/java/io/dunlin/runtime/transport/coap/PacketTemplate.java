package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.transport.Channel;
import java.util.Arrays;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/**
 * The datagram of a packet: {@code POST /sync} or {@code /probe}, non-confirmable, no answer
 * wanted. Only message id and payload differ from packet to packet, so Californium serialises it
 * once and no exchange is ever kept for it.
 *
 * <p>{@code | header 4, message id in bytes 2 and 3 | options | 0xFF | payload |}, RFC 7252 section
 * 3.
 */
final class PacketTemplate {
  /** Not interested in answers of class 2, 4 or 5: RFC 7967 section 2.1. */
  static final int NO_RESPONSE_AT_ALL = 26;

  private static final byte PAYLOAD_MARKER = (byte) 0xFF;

  private final byte[] head;

  PacketTemplate(Channel channel) {
    var request = new Request(CoAP.Code.POST, CoAP.Type.NON);
    request.setMID(0);
    request.setToken(Token.EMPTY);
    request.getOptions().addUriPath(path(channel)).setNoResponse(NO_RESPONSE_AT_ALL);
    head = new UdpDataSerializer().getByteArray(request);
  }

  /** The resource that takes packets of a channel. */
  static String path(Channel channel) {
    return switch (channel) {
      case SYNC -> "sync";
      case PROBE -> "probe";
    };
  }

  byte[] datagram(int messageId, byte[] payload) {
    int marker = payload.length == 0 ? 0 : 1;
    byte[] datagram = Arrays.copyOf(head, head.length + marker + payload.length);
    datagram[2] = (byte) (messageId >> 8);
    datagram[3] = (byte) messageId;
    if (marker == 1) {
      datagram[head.length] = PAYLOAD_MARKER;
      System.arraycopy(payload, 0, datagram, head.length + 1, payload.length);
    }
    return datagram;
  }
}
