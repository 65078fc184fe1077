package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.transport.fetch.ChunkList;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * {@code /blob/{hash}}: GET gives any block by itself, read by its position, nothing kept between
 * two; {@code ?chunks} gives the {@link ChunkList}. PUT takes a blob where uploads are wanted.
 */
final class BlobRoot extends CoapResource {
  /** A blob's content never changes: a cache may keep a block for a day. */
  private static final long MAX_AGE_SECONDS = 86_400;

  private final BlobStore blobs;
  private final Optional<UploadSessions> uploads;
  private final Slices slices;

  BlobRoot(BlobStore blobs, Optional<UploadSessions> uploads, Slices slices) {
    super("blob");
    this.blobs = blobs;
    this.uploads = uploads;
    this.slices = slices;
  }

  @Override
  @SuppressWarnings("NullAway") // Californium: null says there is no such child.
  public @Nullable Resource getChild(String name) {
    return name.matches("[0-9a-f]{64}") ? new Blob(name) : null;
  }

  private final class Blob extends Leaf {
    private final BlobHash hash;

    Blob(String hex) {
      super(hex);
      hash = BlobHash.parse(hex);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      try {
        OptionalLong size = blobs.size(hash);
        if (size.isEmpty()) {
          absent(exchange);
        } else if (exchange.getRequestOptions().getUriQuery().contains("chunks")) {
          chunks(exchange, size.getAsLong());
        } else {
          block(exchange, size.getAsLong());
        }
      } catch (IOException e) {
        refuse(exchange, ResponseCode.INTERNAL_SERVER_ERROR, "storage: " + e.getMessage());
      }
    }

    private void chunks(CoapExchange exchange, long size) throws IOException {
      Optional<byte[]> hashes = blobs.chunkHashes(hash);
      if (hashes.isEmpty()) {
        absent(exchange);
        return;
      }
      byte[] list = new ChunkList(size, hashes.get()).toBytes();
      slices.respond(
          exchange, MediaTypeRegistry.APPLICATION_OCTET_STREAM, getName() + "?chunks", () -> list);
    }

    private void block(CoapExchange exchange, long size) throws IOException {
      BlockOption asked = exchange.getRequestOptions().getBlock2();
      int szx = asked == null ? Slices.SZX_MAX : Math.min(asked.getSzx(), Slices.SZX_MAX);
      int number = asked == null ? 0 : asked.getNum();
      int length = BlockOption.szx2Size(szx);
      long offset = (long) number * length;
      if (offset > 0 && offset >= size) {
        refuse(exchange, ResponseCode.BAD_OPTION, "block " + number + " is beyond the end");
        return;
      }
      Optional<byte[]> bytes =
          size == 0 ? Optional.of(new byte[0]) : blobs.read(hash, offset, length);
      if (bytes.isEmpty()) {
        absent(exchange);
        return;
      }
      var response = new Response(ResponseCode.CONTENT);
      response.setPayload(bytes.get());
      response.getOptions().setBlock2(szx, offset + length < size, number);
      response.getOptions().setMaxAge(MAX_AGE_SECONDS);
      if (number == 0) {
        response.getOptions().setSize2((int) size);
      }
      exchange.respond(response);
    }

    private void absent(CoapExchange exchange) {
      refuse(exchange, ResponseCode.NOT_FOUND, "no blob " + getName());
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      if (uploads.isEmpty()) {
        refuse(exchange, ResponseCode.METHOD_NOT_ALLOWED, "only a gateway takes blobs");
      } else {
        uploads.get().put(exchange, hash);
      }
    }
  }
}
