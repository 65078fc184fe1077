package io.dunlin.gateway.web;

import io.dunlin.runtime.step.Event;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web sites out of a server that trusts whoever reaches it from this machine: a Host
 * that is not loopback means a name was bent to us (DNS rebinding), and a post from another origin
 * is a page acting in the user's name. Programs that are no browser send neither header and pass.
 */
final class RequestGuard {
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?");
  private static final String PAGE_POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private final Consumer<Event> events;

  RequestGuard(Consumer<Event> events) {
    this.events = events;
  }

  /** Before everything else. */
  void check(Context request) {
    headers(request);
    String host = request.header("Host");
    if (host == null || !LOOPBACK.matcher(host).matches()) {
      refuse(request, 421, "this server answers to localhost only");
    }
    boolean reads =
        request.method().equals(HandlerType.GET) || request.method().equals(HandlerType.HEAD);
    if (!reads && foreign(request, host)) {
      refuse(request, 403, "a page of another site may not change the swarm");
    }
  }

  private static void headers(Context answer) {
    answer.header("Content-Security-Policy", PAGE_POLICY);
    answer.header("X-Content-Type-Options", "nosniff");
    answer.header("X-Frame-Options", "DENY");
    answer.header("Referrer-Policy", "no-referrer");
    answer.header("Cross-Origin-Resource-Policy", "same-origin");
    answer.header("Cross-Origin-Opener-Policy", "same-origin");
    answer.header("Cache-Control", "no-store");
  }

  private static boolean foreign(Context request, @Nullable String host) {
    String site = request.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) return true;
    String origin = request.header("Origin");
    return origin != null && !origin.equals("http://" + host);
  }

  private void refuse(Context request, int status, String why) {
    events.accept(
        Event.of(2301, "web.refused", "status", status, "method", request.method().name()));
    throw new HttpResponseException(status, why);
  }
}
