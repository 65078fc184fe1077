package io.dunlin.bench.sync;

import io.dunlin.crdt.causal.Knowledge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Devices and the links between them, in memory and under virtual time. A link delivers a packet
 * after 5 ms, or loses it; nothing is reordered. Devices are told of time when they ask for it.
 */
final class Swarm {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;
  private static final long DELAY = 5 * MILLI;

  /** Is there a link between two devices now? */
  interface Links {
    boolean carry(int from, int to);
  }

  /** A packet handed to a link, lost or not. */
  record Sent(int from, int to, byte[] packet, int flight) {
    private static final int TYPE = 0x0f;

    boolean isBeacon() {
      return (packet[1] & TYPE) == 3;
    }

    boolean isSummary() {
      return (packet[1] & TYPE) == 4;
    }

    boolean isDelta() {
      return (packet[1] & TYPE) == 5;
    }
  }

  private record Happening(long atNanos, long order, Runnable what) {}

  final List<Device> devices = new ArrayList<>();
  final SplittableRandom random;
  Links links = (from, to) -> true;
  int lossPercent;
  Consumer<Sent> watch = sent -> {};
  long nowNanos = SECOND;
  private final PriorityQueue<Happening> happenings =
      new PriorityQueue<>(
          Comparator.comparingLong(Happening::atNanos).thenComparingLong(Happening::order));
  private long order;

  Swarm(long seed) {
    random = new SplittableRandom(seed);
  }

  Device add(Knowledge seen) {
    var device = new Device(this, devices.size(), seen);
    devices.add(device);
    return device;
  }

  Swarm of(int count) {
    for (int i = 0; i < count; i++) add(Knowledge.empty());
    return this;
  }

  void connect(int a, int b) {
    devices.get(a).meet(b);
    devices.get(b).meet(a);
  }

  void at(long atNanos, Runnable what) {
    happenings.add(new Happening(atNanos, order++, what));
  }

  void carry(int from, int to, byte[] packet) {
    int flight = devices.get(from).flight;
    var sent = new Sent(from, to, packet, flight);
    watch.accept(sent);
    if (links.carry(from, to) && random.nextInt(100) >= lossPercent) {
      at(nowNanos + DELAY, () -> devices.get(to).receive(from, sent));
    }
  }

  void run(long nanos) {
    long end = nowNanos + nanos;
    while (!happenings.isEmpty() && happenings.peek().atNanos() <= end) {
      Happening next = happenings.remove();
      nowNanos = Math.max(nowNanos, next.atNanos());
      next.what().run();
    }
    nowNanos = end;
  }

  boolean isEqual() {
    Knowledge first = devices.getFirst().knowledge();
    return devices.stream().allMatch(device -> device.knowledge().equals(first));
  }

  /** Runs until all have seen the same. */
  void settle(long nanosMax) {
    long end = nowNanos + nanosMax;
    while (!isEqual()) {
      if (nowNanos >= end) throw new IllegalStateException("the replicas do not become equal");
      run(10 * MILLI);
    }
  }
}
