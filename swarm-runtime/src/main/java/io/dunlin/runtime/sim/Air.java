package io.dunlin.runtime.sim;

import io.dunlin.runtime.sim.Scenario.Link;
import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.sim.Scenario.Radio;
import io.dunlin.runtime.transport.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets between stations as far as range, links, blocks and chance allow. A sender's
 * packets queue for up to {@value #QUEUE_NANOS} ns of air time; what is beyond is dropped.
 */
final class Air {
  private static final long QUEUE_NANOS = 2_000_000_000;
  private static final long REORDER_NANOS = 1_000_000_000;

  /** What happened to packets; all only grow. */
  static final class Counts {
    long sent;
    long sentBytes;
    long delivered;
    long outOfReach;
    long blocked;
    long lost;
    long overflowed;
    long duplicated;
    long reordered;
    long corrupted;
  }

  /** Says whether something in between lets nothing through, now. */
  interface Block {
    boolean stops(String from, String to, long nowNanos);
  }

  final Counts counts = new Counts();
  private Radio radio;
  private final Agenda agenda;
  private final SplittableRandom random;
  private final Map<String, Station> stations = new HashMap<>();
  private final Map<String, Long> busyUntil = new HashMap<>();
  private final Map<String, Map<String, Link>> links = new HashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private long stillNanos = Long.MAX_VALUE;

  Air(Scenario scenario, Agenda agenda, SplittableRandom random) {
    this.radio = scenario.radio();
    this.agenda = agenda;
    this.random = random;
    for (Link link : scenario.links()) {
      put(link.from(), link.to(), link);
      if (link.bothWays()) put(link.to(), link.from(), link);
    }
  }

  private void put(String from, String to, Link link) {
    links
        .computeIfAbsent(SimDevice.address(from), _ -> new HashMap<>())
        .put(SimDevice.address(to), link);
  }

  void join(Station station) {
    stations.put(station.address(), station);
  }

  void leave(Station station) {
    stations.remove(station.address());
  }

  void block(Block block) {
    blocks.add(block);
  }

  void unblock(Block block) {
    blocks.remove(block);
  }

  /** From now on nobody moves. */
  void still() {
    stillNanos = agenda.nowNanos();
  }

  /** From now on nothing is lost, damaged or made to wait, apart from links that are cut. */
  void clear() {
    radio =
        new Radio(
            radio.rangeMetres(),
            radio.latencyNanos(),
            radio.jitterNanos(),
            0,
            radio.bytesPerSecond(),
            radio.frameBytes(),
            radio.halfDuplex(),
            0,
            0,
            0);
    links.values().forEach(to -> to.values().removeIf(link -> link.loss() < 1));
  }

  /** Can a packet get from one to the other, now and then, with luck? */
  boolean linked(Station from, Station to) {
    Link link = link(from.address(), to.address());
    return inRange(from, to) && (link == null || link.loss() < 1);
  }

  boolean inRange(Station from, Station to) {
    long then = Math.min(agenda.nowNanos(), stillNanos);
    Point a = from.placeAt(then);
    return a.distance(to.placeAt(then)) <= radio.rangeMetres();
  }

  private boolean blocked(String from, String to, long now) {
    for (Block block : blocks) if (block.stops(from, to, now)) return true;
    return false;
  }

  private @Nullable Link link(String from, String to) {
    if (links.isEmpty()) return null;
    return links.getOrDefault(from, Map.of()).get(to);
  }

  private static boolean isUp(@Nullable Link link, long now) {
    if (link == null) return true;
    long period = link.upNanos() + link.downNanos();
    return link.loss() < 1 && (link.upNanos() == 0 || period == 0 || now % period < link.upNanos());
  }

  void send(Station from, String to, Channel channel, byte[] packet) {
    send(from, from.address(), to, channel, packet);
  }

  /** Sends under a name that need not be the sender's own. */
  void send(Station from, String name, String to, Channel channel, byte[] packet) {
    counts.sent++;
    counts.sentBytes += packet.length;
    long now = agenda.nowNanos();
    Station receiver = stations.get(to);
    if (receiver == null || !inRange(from, receiver)) {
      counts.outOfReach++;
      return;
    }
    Link link = link(from.address(), to);
    if (!isUp(link, now) || blocked(from.address(), to, now)) {
      counts.blocked++;
      return;
    }
    long arrives = airTime(from.address(), to, packet.length, now);
    if (arrives < 0) {
      counts.overflowed++;
      return;
    }
    if (isLost(link == null ? radio.loss() : link.loss(), packet.length)) {
      counts.lost++;
      return;
    }
    deliver(receiver, name, channel, damaged(packet), arrives);
    if (chance(radio.duplicate())) {
      counts.duplicated++;
      deliver(receiver, name, channel, packet, arrives);
    }
  }

  /** When the last bit is out, -1 when the queue is full. */
  private long airTime(String from, String to, int bytes, long now) {
    if (radio.bytesPerSecond() == 0) return now;
    long start = Math.max(now, busyUntil.getOrDefault(from, 0L));
    if (radio.halfDuplex()) start = Math.max(start, busyUntil.getOrDefault(to, 0L));
    if (start - now > QUEUE_NANOS) return -1;
    long end = start + bytes * 1_000_000_000L / radio.bytesPerSecond();
    busyUntil.put(from, end);
    if (radio.halfDuplex()) busyUntil.put(to, end);
    return end;
  }

  private boolean isLost(double loss, int bytes) {
    if (loss <= 0) return false;
    for (int left = bytes; left > 0; left -= radio.frameBytes()) if (chance(loss)) return true;
    return false;
  }

  private boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  private byte[] damaged(byte[] packet) {
    if (packet.length == 0 || !chance(radio.corrupt())) return packet;
    counts.corrupted++;
    byte[] copy = packet.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private void deliver(Station to, String from, Channel channel, byte[] packet, long sentNanos) {
    long latency = radio.latencyNanos() + random.nextLong(radio.jitterNanos() + 1);
    if (chance(radio.reorder())) {
      counts.reordered++;
      latency += random.nextLong(REORDER_NANOS);
    }
    agenda.at(
        sentNanos + latency,
        () -> {
          counts.delivered++;
          to.hear(from, channel, packet);
        });
  }
}
