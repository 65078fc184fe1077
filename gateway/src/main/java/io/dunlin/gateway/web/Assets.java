package io.dunlin.gateway.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The dashboard's files, straight from the class path: no build step, no file system. Preact comes
 * from its WebJar; its hooks name their core by a bare word that no browser resolves, so that word
 * is replaced by a path. At most as many files are kept in memory as the jar holds.
 */
final class Assets {
  /** No dots but the one before the ending: nothing climbs out. */
  private static final Pattern PATH =
      Pattern.compile("(?:[a-z0-9-]+/){0,4}[a-z0-9-]+\\.[a-z]{2,4}");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");
  private static final String WEBJAR = "/META-INF/resources/webjars/preact/10.27.2/";
  private static final Map<String, String> VENDOR =
      Map.of(
          "vendor/preact.js", WEBJAR + "dist/preact.module.js",
          "vendor/hooks.js", WEBJAR + "hooks/dist/hooks.module.js");

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** Answers with the file of that path, or 404. */
  void serve(Context request, String path) throws IOException {
    Optional<byte[]> file = file(path);
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (file.isEmpty() || type == null) {
      request.status(404).contentType("text/plain; charset=utf-8").result("There is no such page.");
      return;
    }
    request.header("Cache-Control", "no-cache");
    request.contentType(type).result(file.get());
  }

  Optional<byte[]> file(String path) throws IOException {
    if (!PATH.matcher(path).matches()) return Optional.empty();
    byte[] known = files.get(path);
    if (known != null) return Optional.of(known);
    String vendor = VENDOR.get(path);
    try (InputStream in =
        Assets.class.getResourceAsStream(vendor == null ? "/dashboard/" + path : vendor)) {
      if (in == null) return Optional.empty();
      byte[] bytes = in.readAllBytes();
      if (vendor != null) bytes = forBrowser(bytes);
      files.put(path, bytes);
      return Optional.of(bytes);
    }
  }

  private static byte[] forBrowser(byte[] module) {
    return new String(module, StandardCharsets.UTF_8)
        .replace("from\"preact\"", "from\"/vendor/preact.js\"")
        .replaceAll("(?m)^//# sourceMappingURL=.*$", "")
        .getBytes(StandardCharsets.UTF_8);
  }
}
