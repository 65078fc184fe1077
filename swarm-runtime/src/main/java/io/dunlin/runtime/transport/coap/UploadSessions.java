package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.jspecify.annotations.Nullable;

/**
 * Puts blobs together that come by Block1 (RFC 7959 section 2.3): in order, one session per sender
 * and blob, at most {@link #SESSIONS_MAX}; a session silent for {@link #SILENCE_NANOS_MAX} makes
 * room for another.
 */
final class UploadSessions implements AutoCloseable {
  static final int SESSIONS_MAX = 8;
  static final long SILENCE_NANOS_MAX = 60_000_000_000L;

  private final BlobStore store;
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  UploadSessions(BlobStore store) {
    this.store = store;
  }

  private static final class Session {
    final Upload upload;
    long bytes;
    long lastNanos;

    Session(Upload upload) {
      this.upload = upload;
    }
  }

  synchronized void put(CoapExchange exchange, BlobHash hash) {
    String key = Addresses.format(exchange.getSourceSocketAddress()) + "/" + hash;
    BlockOption block = exchange.getRequestOptions().getBlock1();
    long offset = block == null ? 0 : (long) block.getNum() * block.getSize();
    try {
      Session known = sessions.get(key);
      if (known == null || (offset == 0 && known.bytes > 0)) {
        known = begin(exchange, key, hash, offset);
      }
      if (known != null) {
        take(exchange, key, known, hash, offset);
      }
    } catch (IOException e) {
      end(key);
      Leaf.refuse(exchange, ResponseCode.INTERNAL_SERVER_ERROR, "storage: " + e.getMessage());
    }
  }

  private @Nullable Session begin(CoapExchange exchange, String key, BlobHash hash, long offset) {
    end(key);
    if (offset > 0 && store.size(hash).isPresent()) {
      // The last block once more: its answer was lost on the way.
      answer(exchange, ResponseCode.CHANGED);
      return null;
    }
    if (offset > 0) {
      Leaf.refuse(exchange, ResponseCode.REQUEST_ENTITY_INCOMPLETE, "begin with block 0");
      return null;
    }
    OptionSet options = exchange.getRequestOptions();
    if (options.hasSize1() && options.getSize1() > BlobStore.BLOB_BYTES_MAX) {
      Leaf.refuse(exchange, ResponseCode.REQUEST_ENTITY_TOO_LARGE, "at most 1 GiB");
      return null;
    }
    long now = System.nanoTime();
    sessions.values().removeIf(session -> silent(session, now));
    if (sessions.size() >= SESSIONS_MAX) {
      Leaf.refuse(exchange, ResponseCode.SERVICE_UNAVAILABLE, "other uploads run, try again");
      return null;
    }
    var session = new Session(new Upload(store));
    sessions.put(key, session);
    return session;
  }

  private void take(CoapExchange exchange, String key, Session session, BlobHash hash, long offset)
      throws IOException {
    byte[] payload = exchange.getRequestPayload();
    session.lastNanos = System.nanoTime();
    boolean again = offset < session.bytes && offset + payload.length == session.bytes;
    if (offset != session.bytes && !again) {
      Leaf.refuse(
          exchange, ResponseCode.REQUEST_ENTITY_INCOMPLETE, "next byte is " + session.bytes);
      return;
    }
    if (!again) {
      session.upload.write(payload);
      session.bytes += payload.length;
    }
    BlockOption block = exchange.getRequestOptions().getBlock1();
    if (block != null && block.isM()) {
      answer(exchange, ResponseCode.CONTINUE);
      return;
    }
    BlobHash stored = session.upload.complete();
    end(key);
    if (stored.equals(hash)) {
      answer(exchange, ResponseCode.CREATED);
    } else {
      Leaf.refuse(exchange, ResponseCode.CONFLICT, "the content is blob " + stored);
    }
  }

  private static void answer(CoapExchange exchange, ResponseCode code) {
    var response = new Response(code);
    BlockOption block = exchange.getRequestOptions().getBlock1();
    if (block != null) {
      response.getOptions().setBlock1(block.getSzx(), block.isM(), block.getNum());
    }
    exchange.respond(response);
  }

  private static boolean silent(Session session, long nowNanos) {
    boolean silent = nowNanos - session.lastNanos > SILENCE_NANOS_MAX;
    if (silent) {
      session.upload.close();
    }
    return silent;
  }

  private void end(String key) {
    Session session = sessions.remove(key);
    if (session != null) {
      session.upload.close();
    }
  }

  @Override
  public synchronized void close() {
    sessions.values().forEach(session -> session.upload.close());
    sessions.clear();
  }
}
