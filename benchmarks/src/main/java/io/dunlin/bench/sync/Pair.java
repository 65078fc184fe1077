package io.dunlin.bench.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** Two replicas that are alike, are parted, and meet again: what the meeting costs. */
final class Pair {
  private static final long BEFORE = 600;
  private static final long PARTED = 120 * Swarm.SECOND;
  private static final long SETTLED = 60 * Swarm.SECOND;

  /** What was sent from the moment at which the link was back until both were equal. */
  record Meeting(long bytes, int flights, long deltaBytes, long largestDelta) {}

  final Swarm swarm = new Swarm(1);
  final List<Swarm.Sent> sent = new ArrayList<>();
  private boolean parted;

  /** Two replicas that hold the same of so many logs. */
  Pair(int logs) {
    var seen = new Knowledge.Builder(logs);
    java.util.stream.IntStream.range(0, logs)
        .mapToObj(i -> Device.log(2 + i))
        .sorted()
        .forEach(log -> seen.add(log, IntervalSet.of(1, BEFORE)));
    Knowledge same = seen.build();
    swarm.add(same);
    swarm.add(same);
    swarm.links = (from, to) -> !parted;
  }

  /** They know each other, and that they are equal. */
  Pair acquainted() {
    swarm.connect(0, 1);
    swarm.settle(SETTLED);
    swarm.run(SETTLED);
    return this;
  }

  Pair part() {
    parted = true;
    swarm.run(PARTED);
    return this;
  }

  void write(int device, List<Series.Sample> samples) {
    Device writer = swarm.devices.get(device);
    var entries = new ArrayList<LogEntry>();
    for (Series.Sample sample : samples) {
      entries.add(Device.observation(writer.log, sample, entries.size() + 1L));
    }
    writer.durable(entries);
  }

  /** The link is back. */
  Meeting meet() {
    swarm.devices.forEach(device -> device.flight = 0);
    swarm.watch = sent::add;
    parted = false;
    swarm.settle(SETTLED);
    // What answers the last entries belongs to the price.
    swarm.run(Swarm.SECOND);
    return meeting();
  }

  Meeting meeting() {
    List<Swarm.Sent> deltas = sent.stream().filter(Swarm.Sent::isDelta).toList();
    return new Meeting(
        bytes(sent),
        1 + deltas.stream().mapToInt(Swarm.Sent::flight).max().orElse(-1),
        bytes(deltas),
        deltas.stream().mapToLong(each -> each.packet().length).max().orElse(0));
  }

  private static long bytes(List<Swarm.Sent> packets) {
    return packets.stream().mapToLong(each -> each.packet().length).sum();
  }
}
