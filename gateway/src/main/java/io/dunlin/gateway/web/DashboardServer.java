package io.dunlin.gateway.web;

import io.dunlin.gateway.MissionGate;
import io.dunlin.runtime.step.Event;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The gateway's web server. Bound to loopback: whoever can reach it may give orders, until there
 * are users and keys. See docs/reference/http-api.md.
 */
public final class DashboardServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Javalin javalin;
  private final EventStream stream;

  private DashboardServer(Javalin javalin, EventStream stream) {
    this.javalin = javalin;
    this.stream = stream;
  }

  /**
   * Serves until closed.
   *
   * @param port 0 for any free one
   * @throws IOException when the port is taken; the message says which
   */
  public static DashboardServer start(
      DashboardSource source, MissionGate gate, int port, Consumer<Event> events)
      throws IOException {
    var json = new SwarmJson(source);
    var stream = new EventStream(source::snapshot, json);
    Javalin javalin =
        Javalin.create(config -> {
          settings(config);
          config.routes.before(new RequestGuard(events)::check);
          pages(config.routes, new Assets());
          api(config.routes, source, json, gate);
          stream(config.routes, stream);
          failures(config.routes, events);
        });
    try {
      javalin.start(HOST, port);
    } catch (JavalinBindException e) {
      stream.close();
      throw new IOException("the dashboard's port " + port + " is in use by another program", e);
    }
    return new DashboardServer(javalin, stream);
  }

  private static void settings(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MissionGate.FILE_BYTES_MAX + 1L;
  }

  private static void pages(RoutesConfig routes, Assets assets) {
    routes.get("/", request -> assets.serve(request, "index.html"));
    routes.get("/favicon.ico", request -> assets.serve(request, "icon.svg"));
    routes.get(
        "/vendor/{file}", request -> assets.serve(request, "vendor/" + request.pathParam("file")));
    routes.get("/ui/<path>", request -> assets.serve(request, "ui/" + request.pathParam("path")));
  }

  private static void api(
      RoutesConfig routes, DashboardSource source, SwarmJson json, MissionGate gate) {
    var observations = new ObservationAnswer(source);
    var missions = new MissionDoor(gate);
    var blobs = new BlobAnswer(source);
    routes.get("/api/swarm", request -> Answers.json(request, 200, json.render(source.snapshot())));
    routes.get("/api/observations", observations::newest);
    routes.get("/api/observations/held", observations::held);
    routes.get(
        "/api/results",
        request ->
            Answers.json(request, 200, PublishedJson.of(source.snapshot().view(), blobs::here)));
    routes.get("/api/blobs/{hash}", blobs::serve);
    routes.post("/api/missions", missions::upload);
    routes.post("/api/missions/{name}/cancel", missions::cancel);
  }

  private static void stream(RoutesConfig routes, EventStream stream) {
    routes.before(
        "/api/events",
        _ -> {
          if (stream.full()) {
            int most = EventStream.SUBSCRIBERS_MAX;
            throw new HttpResponseException(503, most + " pages are watching already");
          }
        });
    routes.sse("/api/events", stream::subscribe);
  }

  private static void failures(RoutesConfig routes, Consumer<Event> events) {
    routes.exception(
        HttpResponseException.class,
        (e, answer) -> Answers.error(answer, e.getStatus(), String.valueOf(e.getMessage())));
    routes.exception(
        Exception.class,
        (e, answer) -> {
          events.accept(
              Event.of(2302, "web.failed", "path", answer.path(), "problem", String.valueOf(e)));
          Answers.error(answer, 500, "the gateway could not answer; its event log says why");
        });
    routes.error(
        404,
        answer -> {
          if (answer.path().startsWith("/api/") && answer.result() == null) {
            Answers.error(answer, 404, "there is no such resource");
          }
        });
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    stream.close();
    javalin.stop();
  }
}
