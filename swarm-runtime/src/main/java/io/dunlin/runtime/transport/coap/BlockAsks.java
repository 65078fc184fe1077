package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.transport.fetch.BlobTransfer;
import java.nio.ByteBuffer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/**
 * The datagrams that ask for single blocks: non-confirmable GETs whose token says which fetch and
 * which ask they belong to, so that no exchange needs to be kept.
 *
 * <p>token: {@code | session u32, random | list u1, ask u31 |}
 */
final class BlockAsks {
  static final int TOKEN_BYTES = 8;

  private static final int LIST = 1 << 31;

  private BlockAsks() {}

  /** What a token says; {@code ask} counts within the session. */
  record Tag(int session, boolean list, int ask) {
    Token token() {
      int second = list ? ask | LIST : ask;
      return new Token(ByteBuffer.allocate(TOKEN_BYTES).putInt(session).putInt(second).array());
    }

    /** Of a token of {@link #TOKEN_BYTES} bytes. */
    static Tag of(Token token) {
      ByteBuffer bytes = ByteBuffer.wrap(token.getBytes());
      int session = bytes.getInt();
      int second = bytes.getInt();
      return new Tag(session, (second & LIST) != 0, second & ~LIST);
    }
  }

  static byte[] datagram(Tag tag, BlobHash hash, int number, int messageId) {
    var request = new Request(CoAP.Code.GET, CoAP.Type.NON);
    request.setMID(messageId);
    request.setToken(tag.token());
    request.getOptions().addUriPath("blob").addUriPath(hash.toString());
    if (tag.list()) {
      request.getOptions().addUriQuery("chunks");
    }
    int szx = Integer.numberOfTrailingZeros(BlobTransfer.BLOCK_BYTES) - 4;
    request.getOptions().setBlock2(szx, false, number);
    return new UdpDataSerializer().getByteArray(request);
  }
}
