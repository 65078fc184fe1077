package io.dunlin.runtime.transport.coap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * Cuts bodies into blocks (RFC 7959 section 2). A reader fetches a long body block by block while
 * the body changes underneath; so the body of its first block is kept a while and the next blocks
 * are cut from it. At most {@link #BODIES_MAX} bodies and {@link #BYTES_MAX} bytes are kept, the
 * longest unused leaves first; without its body a reader gets a block of the new one, with another
 * ETag.
 */
final class Slices {
  static final int BODIES_MAX = 16;
  static final int BYTES_MAX = 512 * 1024;

  /** Block size exponent of 1,024 bytes. */
  static final int SZX_MAX = 6;

  private final Map<String, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
  private int keptBytes;

  /** The part of {@code body} that the request asks for; {@code key} names body and reader. */
  void respond(CoapExchange exchange, int contentFormat, String key, Supplier<byte[]> body) {
    BlockOption asked = exchange.getRequestOptions().getBlock2();
    int szx = asked == null ? SZX_MAX : Math.min(asked.getSzx(), SZX_MAX);
    int number = asked == null ? 0 : asked.getNum();
    byte[] whole = number == 0 ? body.get() : keptOr(key, body);
    int size = BlockOption.szx2Size(szx);
    long offset = (long) number * size;
    if (offset > 0 && offset >= whole.length) {
      Leaf.refuse(exchange, ResponseCode.BAD_OPTION, "block " + number + " is beyond the end");
      return;
    }
    boolean more = offset + size < whole.length;
    var response = new Response(ResponseCode.CONTENT);
    int end = (int) Math.min(offset + size, whole.length);
    response.setPayload(Arrays.copyOfRange(whole, (int) offset, end));
    response.getOptions().setContentFormat(contentFormat).setMaxAge(1);
    if (asked != null || more) {
      response.getOptions().setBlock2(szx, more, number).addETag(tag(whole));
      if (number == 0) {
        response.getOptions().setSize2(whole.length);
      }
    }
    if (more && number == 0) {
      keep(key, whole);
    }
    exchange.respond(response);
  }

  private byte[] keptOr(String key, Supplier<byte[]> body) {
    synchronized (kept) {
      byte[] whole = kept.get(key);
      if (whole != null) {
        return whole;
      }
    }
    byte[] whole = body.get();
    keep(key, whole);
    return whole;
  }

  private void keep(String key, byte[] whole) {
    if (whole.length > BYTES_MAX) {
      return;
    }
    synchronized (kept) {
      byte[] before = kept.put(key, whole);
      keptBytes += whole.length - (before == null ? 0 : before.length);
      var oldest = kept.entrySet().iterator();
      while (keptBytes > BYTES_MAX || kept.size() > BODIES_MAX) {
        keptBytes -= oldest.next().getValue().length;
        oldest.remove();
      }
    }
  }

  /**
   * Tells two bodies apart for a reader that puts blocks together; no protection against malice.
   */
  private static byte[] tag(byte[] body) {
    int hash = Arrays.hashCode(body);
    return new byte[] {(byte) (hash >> 24), (byte) (hash >> 16), (byte) (hash >> 8), (byte) hash};
  }
}
