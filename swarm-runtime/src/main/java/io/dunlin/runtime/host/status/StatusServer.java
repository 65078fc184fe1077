package io.dunlin.runtime.host.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server: GET only, one thread, answers made anew for each request. */
public final class StatusServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().name("status").daemon().unstarted(task));

  /** Makes one answer. */
  public interface Page {
    String text() throws InterruptedException;
  }

  /** Opens; port 0 takes a free one. */
  public StatusServer(InetSocketAddress at, Page health, Page metrics) throws IOException {
    server = HttpServer.create(at, 16);
    server.setExecutor(thread);
    server.createContext("/health", x -> answer(x, "/health", "application/json", health));
    server.createContext(
        "/metrics", x -> answer(x, "/metrics", "text/plain; version=0.0.4", metrics));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, String path, String type, Page page)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(path)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }
}
