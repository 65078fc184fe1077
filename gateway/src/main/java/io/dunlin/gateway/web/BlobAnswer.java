package io.dunlin.gateway.web;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.state.StateView;
import io.javalin.http.Context;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A blob as a download. Its bytes come from devices, so nothing in them may run here: only types
 * that no browser executes are passed on, everything else is plain octets, always as an attachment
 * in a sandbox.
 */
final class BlobAnswer {
  private static final String OCTETS = "application/octet-stream";
  private static final Set<String> HARMLESS =
      Set.of(
          "image/jpeg",
          "image/png",
          "image/webp",
          "image/gif",
          "application/json",
          "application/geo+json",
          "application/x-tar",
          "application/zip",
          "application/gpx+xml",
          "text/plain",
          "text/csv");
  private static final int MAGIC_BYTES = 8;

  private final DashboardSource source;

  BlobAnswer(DashboardSource source) {
    this.source = source;
  }

  /** Whether the gateway can serve this blob now. */
  boolean here(String hash) {
    if (!hash.matches("[0-9a-f]{64}")) return false;
    try {
      Optional<InputStream> blob = source.blob(BlobHash.parse(hash));
      if (blob.isPresent()) blob.get().close();
      return blob.isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  void serve(Context request) throws IOException {
    String hash = request.pathParam("hash");
    if (!hash.matches("[0-9a-f]{64}")) {
      Answers.error(request, 400, "a blob is named by 64 hex digits");
      return;
    }
    Optional<InputStream> blob = source.blob(BlobHash.parse(hash));
    if (blob.isEmpty()) {
      Answers.error(request, 404, "this blob is not on the gateway");
      return;
    }
    var content = new BufferedInputStream(blob.get());
    String type = type(source.snapshot().view(), hash, content);
    request.header("Content-Security-Policy", "default-src 'none'; sandbox");
    request.header("Cache-Control", "private, max-age=31536000, immutable");
    request.header(
        "Content-Disposition",
        "attachment; filename=\"" + hash.substring(0, 16) + ending(type) + "\"");
    request.contentType(type).result(content);
  }

  private static String type(StateView view, String hash, BufferedInputStream content)
      throws IOException {
    String said = PublishedJson.contentType(view, hash);
    if (said != null) return HARMLESS.contains(said) ? said : OCTETS;
    content.mark(MAGIC_BYTES);
    byte[] magic = content.readNBytes(MAGIC_BYTES);
    content.reset();
    String looks = image(magic);
    return looks == null ? OCTETS : looks;
  }

  /** JPEG and PNG by their first bytes; photos of a series carry no type. */
  private static @Nullable String image(byte[] magic) {
    if (magic.length < MAGIC_BYTES) return null;
    if ((magic[0] & 0xff) == 0xff && (magic[1] & 0xff) == 0xd8) return "image/jpeg";
    if ((magic[0] & 0xff) == 0x89 && magic[1] == 'P' && magic[2] == 'N' && magic[3] == 'G') {
      return "image/png";
    }
    return null;
  }

  private static String ending(String type) {
    return switch (type) {
      case "image/jpeg" -> ".jpg";
      case "image/png" -> ".png";
      case "image/webp" -> ".webp";
      case "image/gif" -> ".gif";
      case "application/json" -> ".json";
      case "application/geo+json" -> ".geojson";
      case "application/gpx+xml" -> ".gpx";
      case "application/x-tar" -> ".tar";
      case "application/zip" -> ".zip";
      case "text/plain" -> ".txt";
      case "text/csv" -> ".csv";
      default -> ".bin";
    };
  }
}
