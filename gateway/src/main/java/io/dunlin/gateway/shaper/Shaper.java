package io.dunlin.gateway.shaper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All relays of one rehearsal, by the names of the two ends. A datagram link gives each end an
 * address at which it finds the other; what arrives there leaves from the address that the other
 * end has for this one, so both may tell their neighbours apart by address. Thread-safe.
 */
public final class Shaper implements AutoCloseable {
  private final SplittableRandom random;
  private final UdpRelays datagrams;
  private final Map<String, TcpRelay> streams = new TreeMap<>();
  private final Map<String, Direction> directions = new TreeMap<>();

  /** The two addresses of a datagram link: where {@code a} finds b, and where {@code b} finds a. */
  public record Ends(InetSocketAddress atA, InetSocketAddress atB) {}

  public Shaper(long seed) throws IOException {
    random = new SplittableRandom(seed);
    datagrams = new UdpRelays();
  }

  /** A relay between two datagram sockets; the shape holds in each direction. */
  public synchronized Ends datagramLink(
      String a, InetSocketAddress realA, String b, InetSocketAddress realB, LinkShape shape)
      throws IOException {
    Direction forth = direction(a, b, shape);
    Direction back = direction(b, a, shape);
    return datagrams.add(realA, realB, forth, back);
  }

  /** A relay in front of a stream server: where {@code client} finds {@code server}. */
  public synchronized InetSocketAddress streamLink(
      String client, String server, InetSocketAddress realServer, LinkShape shape)
      throws IOException {
    Direction forth = direction(client, server + "/stream", shape);
    Direction back = direction(server + "/stream", client, shape);
    var relay = new TcpRelay(realServer, forth, back);
    streams.put(client + ">" + server, relay);
    return relay.address();
  }

  private Direction direction(String from, String to, LinkShape shape) {
    return directions.computeIfAbsent(from + ">" + to, _ -> new Direction(shape, random.split()));
  }

  /** Cuts or mends what goes from one end to the other, datagrams and streams alike. */
  public synchronized void up(String from, String to, boolean isUp) {
    directions.forEach((name, direction) -> {
      if (plain(name).equals(from + ">" + to)) direction.up(isUp);
    });
  }

  /** Drops, for ever, the datagrams from one end for which this holds. */
  public synchronized void dropFrom(String from, Predicate<byte[]> which) {
    directions.forEach((name, direction) -> {
      if (name.startsWith(from + ">")) direction.drop(which);
    });
  }

  /** From now on so much, 0 to 1, of the datagrams from one end arrives twice. */
  public synchronized void repeatFrom(String from, double ratio) {
    directions.forEach((name, direction) -> {
      if (name.startsWith(from + ">")) direction.repeat(ratio);
    });
  }

  /** Cuts or mends only the stream from a client to its server. */
  public synchronized void upStream(String client, String server, boolean isUp) {
    Direction stream = directions.get(client + ">" + server + "/stream");
    if (stream != null) stream.up(isUp);
  }

  /** Gives one direction another shape. */
  public synchronized void shape(String from, String to, LinkShape shape) {
    directions.forEach((name, direction) -> {
      if (plain(name).equals(from + ">" + to)) direction.shape(shape);
    });
  }

  private static String plain(String direction) {
    return direction.replace("/stream", "");
  }

  /** Packets that came through, by {@code from>to}. */
  public synchronized Map<String, Long> passed() {
    var passed = new TreeMap<String, Long>();
    directions.forEach((name, d) -> passed.merge(plain(name), d.passed(), Long::sum));
    return passed;
  }

  /** Packets that did not, by {@code from>to}. */
  public synchronized Map<String, Long> dropped() {
    var dropped = new TreeMap<String, Long>();
    directions.forEach((name, d) -> dropped.merge(plain(name), d.dropped(), Long::sum));
    return dropped;
  }

  @Override
  public synchronized void close() {
    datagrams.close();
    streams.values().forEach(TcpRelay::close);
  }

  static InetSocketAddress anyLoopbackPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
