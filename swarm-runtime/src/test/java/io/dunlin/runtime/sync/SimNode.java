package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One replica on a {@link Net}: a machine, and a journal in memory with a delay. */
final class SimNode {
  final int number;
  final ReplicaId id;
  final long epoch;
  final TreeMap<Dot, LogEntry> journal = new TreeMap<>();
  final List<Event> events = new ArrayList<>();
  final List<SyncEffect.Introduced> introduced = new ArrayList<>();
  final List<Dot> forked = new ArrayList<>();
  SyncMachine machine;
  int appended;
  int commits;
  long journalDelayNanos = 10 * Net.MILLI;
  boolean journalRefuses;

  /** It says so, too. */
  boolean journalTells;

  private final List<LogEntry> refused = new ArrayList<>();
  private final Net net;
  private final int lanes;
  private final TreeMap<Long, List<LogEntry>> pending = new TreeMap<>();
  private final TreeMap<LogId, Long> heads = new TreeMap<>();

  SimNode(Net net, int number, long epoch, int packetBytesMax) {
    this(net, number, epoch, packetBytesMax, SyncSettings.ALL_LANES);
  }

  SimNode(Net net, int number, long epoch, int packetBytesMax, int lanes) {
    this.lanes = lanes;
    this.net = net;
    this.number = number;
    this.epoch = epoch;
    this.id = new ReplicaId(0x1111_0000_0000_0000L + number, number * 0x9E37_79B9_7F4A_7C15L);
    this.machine = machine(epoch, packetBytesMax, Knowledge.empty());
  }

  private SyncMachine machine(long machineEpoch, int packetBytesMax, Knowledge seen) {
    return new SyncMachine(
        new SyncSettings(id, machineEpoch, SyncSettings.swarmTag("test"), packetBytesMax, lanes),
        seen,
        this::read,
        new SplittableRandom(net.random.nextLong()));
  }

  /** Starts the process again with what is on disk. */
  SimNode restart(long newEpoch, int packetBytesMax) {
    var again = new SimNode(net, number, newEpoch, packetBytesMax, lanes);
    again.journal.putAll(journal);
    Knowledge seen = Knowledge.empty();
    for (Dot dot : journal.keySet()) {
      seen = seen.plus(dot);
    }
    again.machine = again.machine(newEpoch, packetBytesMax, seen);
    net.nodes.set(number, again);
    return again;
  }

  List<LogEntry> read(LogId log, long firstSeq, int bytesMax) {
    var read = new ArrayList<LogEntry>();
    int bytes = 0;
    for (LogEntry entry : journal.tailMap(new Dot(log, firstSeq)).values()) {
      bytes += entry.body().length;
      if (!entry.dot().log().equals(log) || (!read.isEmpty() && bytes > bytesMax)) {
        break;
      }
      read.add(entry);
    }
    return read;
  }

  void configure(String address, int cost) {
    step(new SyncInput.PeerConfigured(address, cost));
  }

  LogEntry entry(int lane, byte[] body) {
    var log = new LogId(id, epoch, lane);
    long seq = heads.merge(log, 1L, Long::sum);
    return new LogEntry(new Dot(log, seq), net.nowNanos, (byte) 1, body);
  }

  /** Writes so many own entries and makes them durable at once. */
  void write(int lane, int count, int bodyBytes) {
    var entries = new ArrayList<LogEntry>();
    for (int i = 0; i < count; i++) {
      var body = new byte[bodyBytes];
      for (int j = 0; j < bodyBytes; j++) {
        body[j] = (byte) net.random.nextInt();
      }
      LogEntry entry = entry(lane, body);
      entries.add(new LogEntry(entry.dot(), net.nowNanos + i * 1_000_000_000L, entry.kind(), body));
    }
    durable(entries);
  }

  void durable(List<LogEntry> entries) {
    entries.forEach(entry -> journal.put(entry.dot(), entry));
    step(new SyncInput.Durable(entries));
  }

  void tick() {
    while (!pending.isEmpty() && pending.firstKey() <= net.nowNanos) {
      durable(pending.pollFirstEntry().getValue());
    }
    step(new SyncInput.Refused(List.copyOf(refused)));
    refused.clear();
    step(new SyncInput.Tick());
  }

  void receive(String address, byte[] packet) {
    step(new SyncInput.PacketReceived(address, packet));
  }

  void step(SyncInput input) {
    for (SyncEffect effect : machine.step(input, net.nowNanos)) {
      switch (effect) {
        case SyncEffect.Send(String address, byte[] packet) -> net.send(number, address, packet);
        case SyncEffect.Append(List<LogEntry> entries) -> append(entries);
        case SyncEffect.Commit _ -> commits++;
        case SyncEffect.Introduced met -> introduced.add(met);
        case SyncEffect.Forked(Dot dot) -> forked.add(dot);
        case SyncEffect.Report(Event event) -> events.add(event);
      }
    }
  }

  private void append(List<LogEntry> entries) {
    appended += entries.size();
    if (!journalRefuses) {
      pending
          .computeIfAbsent(net.nowNanos + journalDelayNanos, _ -> new ArrayList<>())
          .addAll(entries);
    } else if (journalTells) {
      refused.addAll(entries);
    }
  }

  Knowledge knowledge() {
    return machine.knowledge();
  }
}
