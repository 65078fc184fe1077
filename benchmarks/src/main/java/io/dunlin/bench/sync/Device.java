package io.dunlin.bench.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.SyncEffect;
import io.dunlin.runtime.sync.SyncInput;
import io.dunlin.runtime.sync.SyncMachine;
import io.dunlin.runtime.sync.SyncSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One device: the machine that devices run, and a journal in memory that takes 10 ms. */
final class Device {
  private static final long JOURNAL = 10 * Swarm.MILLI;
  private static final long LEAST_WAIT = Swarm.MILLI;

  final int number;
  final LogId log;
  final SyncMachine machine;

  /** How many flights lie between what starts an exchange and what this device knows. */
  int flight;

  private final Swarm swarm;
  private final TreeMap<LogId, TreeMap<Long, LogEntry>> journal = new TreeMap<>();
  private long tickNanos = Long.MAX_VALUE;

  Device(Swarm swarm, int number, Knowledge seen) {
    this.swarm = swarm;
    this.number = number;
    this.log = log(number);
    this.machine =
        new SyncMachine(
            SyncSettings.of(log.origin(), log.epoch(), "bench"),
            seen,
            this::read,
            new SplittableRandom(swarm.random.nextLong()));
  }

  /** The telemetry log of a device; ids and epochs look as real ones do. */
  static LogId log(int number) {
    var random = new SplittableRandom(number);
    var origin = new ReplicaId(random.nextLong(), random.nextLong());
    return new LogId(origin, 1L << 48 | random.nextLong(1L << 48), Lane.TELEMETRY.number());
  }

  static LogEntry observation(LogId log, Series.Sample sample, long seq) {
    return new LogEntry(
        new Dot(log, seq), sample.bootNanos(), EntryKind.OBSERVATION, sample.body());
  }

  private List<LogEntry> read(LogId of, long firstSeq, int bytesMax) {
    var read = new ArrayList<LogEntry>();
    int bytes = 0;
    for (LogEntry entry : journal.getOrDefault(of, new TreeMap<>()).tailMap(firstSeq).values()) {
      bytes += entry.body().length;
      if (!read.isEmpty() && bytes > bytesMax) break;
      read.add(entry);
    }
    return read;
  }

  Knowledge knowledge() {
    return machine.knowledge();
  }

  void meet(int other) {
    step(new SyncInput.PeerConfigured("n:" + other, 1));
  }

  void leave(int other) {
    step(new SyncInput.PeerGone("n:" + other));
  }

  void receive(int from, Swarm.Sent sent) {
    // A beacon asks nothing and answers nothing: an exchange begins with what it leads to.
    if (!sent.isBeacon()) flight = Math.max(flight, sent.flight() + 1);
    step(new SyncInput.PacketReceived("n:" + from, sent.packet()));
  }

  /** Entries that are on disk from now on, own or carried. */
  void durable(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      journal
          .computeIfAbsent(entry.dot().log(), of -> new TreeMap<>())
          .put(entry.dot().seq(), entry);
    }
    step(new SyncInput.Durable(entries));
  }

  void step(SyncInput input) {
    for (SyncEffect effect : machine.step(input, swarm.nowNanos)) {
      switch (effect) {
        case SyncEffect.Send(String address, byte[] packet) ->
            swarm.carry(number, Integer.parseInt(address.substring(2)), packet);
        case SyncEffect.Append(List<LogEntry> entries) ->
            swarm.at(swarm.nowNanos + JOURNAL, () -> durable(entries));
        case SyncEffect.Introduced _, SyncEffect.Forked _, SyncEffect.Commit _ -> {}
        case SyncEffect.Report(var event) ->
            throw new IllegalStateException("nothing is amiss here, yet: " + event);
      }
    }
    long due = machine.dueNanos();
    if (due == Long.MAX_VALUE) return;
    long next = Math.max(due, swarm.nowNanos + LEAST_WAIT);
    if (next < tickNanos) {
      tickNanos = next;
      swarm.at(next, () -> tick(next));
    }
  }

  private void tick(long planned) {
    if (planned != tickNanos) return;
    tickNanos = Long.MAX_VALUE;
    step(new SyncInput.Tick());
  }
}
