package io.dunlin.runtime.transport.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Address strings and socket addresses. A numeric address is understood at once; a name is looked
 * up on a thread of its own and known a moment later, so that nobody waits for a name server.
 */
final class Addresses {
  /** Addresses remembered; beyond, all are forgotten and looked up again. */
  private static final int KNOWN_MAX = 1_024;

  /** How long the answer of a name server is used. */
  private static final long NAME_NANOS = 60_000_000_000L;

  private static final String SCHEME = "coap://";

  private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Optional<InetSocketAddress> socket, long untilNanos) {
    boolean fresh(long nowNanos) {
      return nowNanos - untilNanos < 0;
    }
  }

  /** {@code coap://host:port}, as a listener is told. */
  static String format(InetSocketAddress socket) {
    String host = socket.getAddress().getHostAddress();
    return host.indexOf(':') < 0
        ? SCHEME + host + ":" + socket.getPort()
        : SCHEME + "[" + host.replace("%", "%25") + "]:" + socket.getPort();
  }

  /** Empty when the address is not understood, or a name not looked up yet. */
  Optional<InetSocketAddress> resolve(String address, long nowNanos) {
    Known hit = known.get(address);
    if (hit != null && hit.fresh(nowNanos)) {
      return hit.socket();
    }
    Optional<HostPort> parsed = parse(address);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    HostPort target = parsed.get();
    try {
      var socket = new InetSocketAddress(InetAddress.ofLiteral(target.host()), target.port());
      remember(address, Optional.of(socket), Long.MAX_VALUE / 2);
      return Optional.of(socket);
    } catch (IllegalArgumentException _) {
      Optional<InetSocketAddress> stale = hit == null ? Optional.empty() : hit.socket();
      remember(address, stale, NAME_NANOS);
      Thread.ofPlatform().daemon().name("dunlin-name").start(() -> lookUp(address, target));
      return stale;
    }
  }

  private void lookUp(String address, HostPort target) {
    try {
      var found = new InetSocketAddress(InetAddress.getByName(target.host()), target.port());
      remember(address, Optional.of(found), NAME_NANOS);
    } catch (UnknownHostException _) {
      // The empty answer put there before the search stays until it is old.
    }
  }

  private void remember(String address, Optional<InetSocketAddress> socket, long forNanos) {
    if (known.size() >= KNOWN_MAX) {
      known.clear();
    }
    known.put(address, new Known(socket, System.nanoTime() + forNanos));
  }

  private record HostPort(String host, int port) {}

  private static Optional<HostPort> parse(String address) {
    if (!address.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String rest = address.substring(SCHEME.length());
    int hostEnd = rest.startsWith("[") ? rest.indexOf(']') + 1 : rest.indexOf(':');
    if (hostEnd <= 0) {
      hostEnd = rest.length();
    }
    String host = rest.substring(0, hostEnd);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1).replace("%25", "%");
    }
    String portText = rest.substring(hostEnd);
    if (host.isEmpty() || !(portText.isEmpty() || portText.matches(":\\d{1,5}"))) {
      return Optional.empty();
    }
    int port = portText.isEmpty() ? CoapSettings.PORT : Integer.parseInt(portText.substring(1));
    return port >= 1 && port <= 65_535 ? Optional.of(new HostPort(host, port)) : Optional.empty();
  }
}
