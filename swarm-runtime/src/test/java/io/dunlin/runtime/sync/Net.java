package io.dunlin.runtime.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A network in memory under virtual time: delay, loss, duplication, reordering, altered bits, cuts.
 * One seed, one outcome. Node i's address towards others is {@code n:i}, on a second way {@code
 * m:i}.
 */
final class Net {
  static final long MILLI = 1_000_000;

  private record Parcel(long atNanos, long order, int from, int to, String via, byte[] packet) {}

  /** One packet put on the network. */
  record Sent(int from, String address, byte[] packet) {
    int type() {
      return packet[1] & 0x0f;
    }
  }

  final List<SimNode> nodes = new ArrayList<>();
  final SplittableRandom random;
  private final PriorityQueue<Parcel> parcels =
      new PriorityQueue<>(
          Comparator.comparingLong(Parcel::atNanos).thenComparingLong(Parcel::order));
  private final TreeSet<String> cuts = new TreeSet<>();

  /** Bytes carried by a way, lost ones too. */
  final TreeMap<String, Long> bytes = new TreeMap<>();

  int lossPercent;
  int duplicatePercent;
  int alteredPercent;
  long delayNanos = 5 * MILLI;
  long jitterNanos = 5 * MILLI;
  long tickNanos = 20 * MILLI;
  long nowNanos = 1_000 * MILLI;
  int largestPacket;
  Consumer<Sent> watch = _ -> {};
  private long order;

  Net(long seed) {
    random = new SplittableRandom(seed);
  }

  SimNode add(int packetBytesMax) {
    var node = new SimNode(this, nodes.size(), 1, packetBytesMax);
    nodes.add(node);
    return node;
  }

  SimNode addWanting(int lanes) {
    var node = new SimNode(this, nodes.size(), 1, 1_024, lanes);
    nodes.add(node);
    return node;
  }

  void connectAll() {
    for (SimNode a : nodes) {
      for (SimNode b : nodes) {
        if (a != b) {
          a.configure("n:" + b.number, 1);
        }
      }
    }
  }

  void connect(SimNode a, SimNode b) {
    a.configure("n:" + b.number, 1);
    b.configure("n:" + a.number, 1);
  }

  /** Cuts or mends both directions between two nodes on one way. */
  void cut(String way, int a, int b, boolean cut) {
    for (String link : List.of(way + a + ">" + b, way + b + ">" + a)) {
      if (cut) {
        cuts.add(link);
      } else {
        cuts.remove(link);
      }
    }
  }

  /** Splits the nodes below the number from the rest, or mends it. */
  void split(int number, boolean cut) {
    for (int a = 0; a < number; a++) {
      for (int b = number; b < nodes.size(); b++) {
        cut("n:", a, b, cut);
      }
    }
  }

  void send(int from, String address, byte[] packet) {
    String way = address.substring(0, 2);
    watch.accept(new Sent(from, address, packet));
    int to = Integer.parseInt(address.substring(2));
    bytes.merge(way, (long) packet.length, Long::sum);
    largestPacket = Math.max(largestPacket, packet.length);
    if (to >= nodes.size() || cuts.contains(way + from + ">" + to)) {
      return;
    }
    int copies = chance(lossPercent) ? 0 : chance(duplicatePercent) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      byte[] carried = packet.clone();
      if (chance(alteredPercent)) {
        carried[random.nextInt(carried.length)] ^= (byte) (1 << random.nextInt(8));
      }
      long at = nowNanos + delayNanos + (jitterNanos == 0 ? 0 : random.nextLong(jitterNanos));
      parcels.add(new Parcel(at, order++, from, to, way, carried));
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** Lets time pass. */
  void run(long millis) {
    long end = nowNanos + millis * MILLI;
    long nextTick = nowNanos + tickNanos;
    while (nowNanos < end) {
      Parcel parcel = parcels.peek();
      if (parcel != null && parcel.atNanos() <= nextTick) {
        parcels.remove();
        nowNanos = Math.max(nowNanos, parcel.atNanos());
        SimNode to = nodes.get(parcel.to());
        to.receive(parcel.via() + parcel.from(), parcel.packet());
      } else {
        nowNanos = nextTick;
        nextTick += tickNanos;
        nodes.forEach(SimNode::tick);
      }
    }
  }

  /** Runs until all have seen the same; the milliseconds it took, or -1. */
  long runUntilEqual(long millisMax) {
    for (long ran = 0; ran <= millisMax; ran += 50) {
      if (isEqual()) {
        return ran;
      }
      run(50);
    }
    return -1;
  }

  boolean isEqual() {
    return nodes.stream().map(SimNode::knowledge).distinct().count() == 1;
  }

  long totalBytes() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }
}
