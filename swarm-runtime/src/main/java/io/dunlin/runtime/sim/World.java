package io.dunlin.runtime.sim;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.sync.SyncCounters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What the parts of one run share. */
final class World {
  static final SeriesDescriptor SERIES =
      new SeriesDescriptor(
          "temperature",
          List.of(
              new SeriesDescriptor.Column("temperature", "Cel", SeriesDescriptor.Type.INT, -2)));

  final Scenario scenario;
  final Agenda agenda = new Agenda();
  final Trace trace = new Trace();
  final Watch oracle = new Watch();
  final Air air;
  final List<SimDevice> devices = new ArrayList<>();
  final Map<Fault.Kind, Long> injected = new EnumMap<>(Fault.Kind.class);
  private final SplittableRandom random;
  private final Map<String, SimDevice> byName = new TreeMap<>();
  private final Map<String, SimDevice> byAddress = new HashMap<>();
  private final Map<Integer, Long> events = new TreeMap<>();
  private final long[] counters = new long[6];
  long startsFailed;
  long refused;
  long steps;

  /** The oracle, told the time. */
  final class Watch {
    final Oracle oracle = new Oracle();

    void broke(int invariant, String who, String what) {
      oracle.broke(invariant, agenda.nowNanos(), who, what);
    }

    void written(List<io.dunlin.runtime.step.LogEntry> entries) {
      oracle.written(entries);
    }

    void durable(SimDevice device, List<io.dunlin.runtime.step.LogEntry> entries) {
      oracle.durable(device, entries, agenda.nowNanos());
    }

    void recovered(SimDevice device, Knowledge before, Knowledge after, boolean damaged) {
      oracle.recovered(device, before, after, damaged, agenda.nowNanos());
      if (damaged) oracle.damaged(before.minus(after), heldBesides(device));
    }
  }

  World(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.random = new SplittableRandom(seed);
    this.air = new Air(scenario, agenda, random.split());
    for (Scenario.Device spec : scenario.devices()) add(spec, randomId(), medium());
  }

  private Medium medium() {
    return switch (scenario.disk()) {
      case JOURNAL -> new JournalMedium();
      case MEMORY -> new MemoryMedium();
    };
  }

  ReplicaId randomId() {
    return new ReplicaId(random.nextLong(), random.nextLong());
  }

  SplittableRandom fork() {
    return random.split();
  }

  SimDevice add(Scenario.Device spec, ReplicaId id, Medium medium) {
    var device = new SimDevice(this, devices.size(), spec, id, medium, random.split());
    devices.add(device);
    byName.put(spec.name(), device);
    byAddress.put(device.address(), device);
    return device;
  }

  SimDevice device(String name) {
    SimDevice device = byName.get(name);
    if (device == null) throw new IllegalArgumentException("no device " + name);
    return device;
  }

  SimDevice at(String address) {
    SimDevice device = byAddress.get(address);
    if (device == null) throw new IllegalArgumentException("nobody at " + address);
    return device;
  }

  /** Addresses of all in range of a device, now. Cost O(devices). */
  List<String> neighbours(SimDevice of) {
    var near = new ArrayList<String>();
    for (SimDevice other : devices) {
      if (other != of && air.inRange(of, other)) near.add(other.address());
    }
    return near;
  }

  /** What the media of all but one hold. */
  List<Knowledge> heldBesides(SimDevice one) {
    var held = new ArrayList<Knowledge>();
    for (SimDevice device : devices) if (device != one) held.add(device.held());
    return held;
  }

  /** Lets all in range of a newcomer know of it. */
  void discover(SimDevice newcomer) {
    for (String neighbour : neighbours(newcomer)) {
      newcomer.meet(neighbour);
      for (SimDevice other : devices) {
        if (other.address().equals(neighbour)) other.meet(newcomer.address());
      }
    }
  }

  /** A device left with its medium. */
  void lost(SimDevice device, Knowledge had) {
    oracle.oracle.damaged(had, heldBesides(device));
  }

  void injected(Fault.Kind kind) {
    injected.merge(kind, 1L, Long::sum);
  }

  void reported(Event event) {
    events.merge(event.number(), 1L, Long::sum);
  }

  Map<Integer, Long> events() {
    return events;
  }

  /** A process ended, or is looked at at the end: its bytes by cause. */
  void ledger(SyncCounters c) {
    long[] one = {
      c.sentBytes(),
      c.summaryBytes(),
      c.neededBytes(),
      c.duplicateBytes(),
      c.lostBytes(),
      c.entriesDuplicate()
    };
    for (int i = 0; i < one.length; i++) counters[i] += one[i];
  }

  Outcome.Bytes bytes() {
    return new Outcome.Bytes(
        counters[0],
        counters[1],
        counters[2],
        counters[3],
        counters[4],
        oracle.oracle.deliveredBytes);
  }
}
