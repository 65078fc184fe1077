package io.dunlin.gateway.plan;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where the picture of a swarm comes from: a file, or a running gateway. */
final class SwarmSource {
  /** Nobody answers, or not with a picture. */
  static final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreachableException(String what) {
      super(what);
    }
  }

  private SwarmSource() {}

  /**
   * @throws IOException when there is no such file, or it is too large
   */
  static byte[] read(String where) throws IOException, UnreachableException, InterruptedException {
    if (where.startsWith("http://") || where.startsWith("https://")) return ask(where);
    Path file = Path.of(where);
    if (!Files.isRegularFile(file)) throw new IOException("is neither a file nor http://…");
    if (Files.size(file) > SwarmReader.BYTES_MAX) throw new IOException("is larger than 16 MiB");
    return Files.readAllBytes(file);
  }

  private static byte[] ask(String gateway) throws UnreachableException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      URI address = URI.create(gateway.replaceAll("/+$", "") + "/api/swarm");
      HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() == 200) return body.readNBytes(SwarmReader.BYTES_MAX);
      }
      throw new UnreachableException(address + " answered " + answer.statusCode());
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreachableException("no gateway answers at " + gateway + "; is it running?");
    }
  }
}
