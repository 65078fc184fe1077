package io.dunlin.runtime.sim;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.state.Committed;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One run of a scenario, from start to verdict. */
public final class Simulation {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  /** How often devices look for new neighbours, as the product does by multicast. */
  private static final long DISCOVER_EVERY = 10 * SECOND;

  private static final long COMMIT_EVERY = 30 * SECOND;
  private static final long LOOK_EVERY = SECOND;

  /** What was written just before the end is committed by then. */
  private static final long STILL_LEAST = 2 * SECOND;

  /** The bounds that architecture and sync state: peers, members, neighbours of a row. */
  private static final Map<String, Long> BOUNDS =
      Map.of("peers", 256L, "presences", 4_096L, "row", 16L);

  private final Scenario scenario;
  private final long seed;
  private final World world;
  private final Agenda agenda;
  private final SplittableRandom random;
  private final Set<String> met = new HashSet<>();
  private final Map<String, Knowledge> promised = new TreeMap<>();
  private boolean recording = true;

  private Simulation(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.seed = seed;
    this.world = new World(scenario, seed);
    this.agenda = world.agenda;
    this.random = world.fork();
  }

  /**
   * Runs it. Same scenario and seed, same outcome. Cost: some microseconds for each packet, memory
   * O(entries times devices).
   */
  public static Outcome run(Scenario scenario, long seed) {
    return new Simulation(scenario, seed).run();
  }

  private Outcome run() {
    for (SimDevice device : List.copyOf(world.devices)) {
      agenda.at(
          random.nextLong(SECOND),
          () -> {
            device.boot();
            live(device);
          });
    }
    agenda.at(0, this::discover);
    var injector = new Injector(world);
    for (Fault fault : scenario.faults()) injector.schedule(until(fault, scenario));
    until(scenario.durationNanos());
    long converged = settle();
    return outcome(converged);
  }

  /** A fault is over when settling begins. */
  private static Fault until(Fault fault, Scenario scenario) {
    long left = Math.max(0, scenario.durationNanos() - fault.atNanos());
    long lasts = Math.min(fault.forNanos(), left);
    return new Fault(fault.atNanos(), fault.kind(), fault.devices(), lasts, fault.amount());
  }

  private void until(long endNanos) {
    while (!world.oracle.oracle.isBroken() && agenda.step(endNanos)) {}
  }

  private void live(SimDevice device) {
    Scenario.Device spec = device.spec;
    if (spec.observeEveryNanos() > 0) observe(device, 2_000 + random.nextLong(500));
    if (spec.stateEveryNanos() > 0) write(device);
    if (spec.gateway()) promise(device);
  }

  private void observe(SimDevice device, long centiCelsius) {
    if (!recording) return;
    long value = centiCelsius + random.nextLong(-5, 6);
    Lane lane = device.spec.urgent() ? Lane.URGENT : Lane.TELEMETRY;
    device.sense(lane, new Observation(World.SERIES.hash(), List.of(value)).body(World.SERIES));
    agenda.after(device.spec.observeEveryNanos(), () -> observe(device, value));
  }

  /** Writes one of a few keys, or removes it; others do the same at the same time. */
  private void write(SimDevice device) {
    if (!recording) return;
    int which = random.nextInt(8);
    var column = new SeriesDescriptor.Column("c", "", SeriesDescriptor.Type.INT, 0);
    Put put = new SeriesDescriptor("s" + which, List.of(column)).put();
    device.wish(random.nextInt(3) == 0 ? new Put(put.key(), null) : put);
    agenda.after(device.spec.stateEveryNanos(), () -> write(device));
  }

  /** A gateway says what its store holds: all that is durable there, own logs apart. */
  private void promise(SimDevice gateway) {
    if (!recording) return;
    if (gateway.isAlive()) {
      var observations = new Knowledge.Builder(gateway.held().logs().size());
      gateway
          .held()
          .logs()
          .forEach((log, places) -> {
            if (log.lane() != Lane.STATE.number()) observations.add(log, places);
          });
      Knowledge held = observations.build();
      String id = gateway.id.toString();
      Knowledge all = promised.getOrDefault(id, Knowledge.empty()).join(held);
      promised.put(id, all);
      gateway.wish(new Committed(gateway.id, all).put());
    }
    agenda.after(COMMIT_EVERY, () -> promise(gateway));
  }

  private void discover() {
    boolean anyMoves = false;
    for (SimDevice device : world.devices) anyMoves |= device.isMoving();
    boolean first = met.isEmpty();
    for (SimDevice device : List.copyOf(world.devices)) {
      if (first || device.isMoving()) introduce(device);
    }
    if (anyMoves) agenda.after(DISCOVER_EVERY, this::discover);
  }

  private void introduce(SimDevice device) {
    for (SimDevice other : List.copyOf(world.devices)) {
      if (other == device || !world.air.inRange(device, other)) continue;
      if (!met.add(device.name() + " " + other.name())) continue;
      met.add(other.name() + " " + device.name());
      device.meet(other.address());
      other.meet(device.address());
    }
  }

  /**
   * Lets the dust settle: first, over the radio as it is, everybody in reach gets all that was
   * acknowledged; then, over a clear one so that even link rows come to rest, all become equal.
   * Gives how long the first took, -1 if it was not asked for or did not happen.
   */
  private long settle() {
    recording = false;
    world.air.still();
    if (scenario.settleNanos() == 0) return -1;
    long end = scenario.durationNanos() + scenario.settleNanos();
    until(scenario.durationNanos() + STILL_LEAST);
    List<List<SimDevice>> islands = islands();
    List<Knowledge> due = islands.stream().map(Simulation::joined).toList();
    long delivered = when(end, () -> isDelivered(islands, due));
    if (delivered >= 0) world.air.clear();
    boolean equal = delivered >= 0 && when(end, this::isConverged) >= 0;
    if (!equal && !world.oracle.oracle.isBroken()) {
      String late = scenario.settleNanos() / 1e9 + " s after: " + differences(due);
      world.oracle.broke(3, "swarm", (delivered < 0 ? "not delivered " : "not equal ") + late);
    }
    return equal ? delivered - scenario.durationNanos() : -1;
  }

  /** When something first holds, looking every second; -1 for not by the end. */
  private long when(long endNanos, BooleanSupplier what) {
    for (long t = agenda.nowNanos(); t <= endNanos; t += LOOK_EVERY) {
      until(t);
      if (world.oracle.oracle.isBroken()) return -1;
      if (what.getAsBoolean()) return t;
    }
    return -1;
  }

  /** What is known to be on the island's media; of a damaged one that is off, nothing is. */
  private static Knowledge joined(List<SimDevice> island) {
    return Knowledge.joinAll(
        island.stream()
            .filter(each -> each.isAlive() || !each.damaged)
            .map(SimDevice::held)
            .toList());
  }

  private static boolean isDelivered(List<List<SimDevice>> islands, List<Knowledge> due) {
    for (int i = 0; i < due.size(); i++) {
      for (SimDevice each : islands.get(i)) {
        if (!each.isAlive() || !each.held().containsAll(due.get(i))) return false;
      }
    }
    return true;
  }

  private boolean isConverged() {
    for (List<SimDevice> island : islands()) {
      Knowledge first = island.getFirst().held();
      for (SimDevice each : island) {
        if (!each.isAlive() || !each.held().equals(first)) return false;
      }
      String digest = island.getFirst().digest();
      for (SimDevice each : island) if (!each.digest().equals(digest)) return false;
    }
    return true;
  }

  private String differences(List<Knowledge> due) {
    var text = new StringBuilder();
    List<List<SimDevice>> islands = islands();
    for (int i = 0; i < islands.size(); i++) {
      for (SimDevice each : islands.get(i)) {
        Knowledge lacks = due.get(i).minus(each.held());
        if (!each.isAlive()) {
          text.append(each.name()).append(" is off; ");
        } else if (!lacks.isEmpty()) {
          text.append(each.name()).append(" lacks ").append(lacks.count()).append(" (");
          text.append(Oracle.first(lacks)).append("); ");
        }
      }
    }
    if (text.isEmpty()) {
      islands.forEach(island -> text.append(unequal(island)));
    }
    return text.toString();
  }

  /** Who of an island has other entries than the first, or makes other bytes of the same. */
  private static String unequal(List<SimDevice> island) {
    var text = new StringBuilder();
    SimDevice first = island.getFirst();
    for (SimDevice each : island) {
      Knowledge more = each.held().minus(first.held());
      Knowledge less = first.held().minus(each.held());
      if (!more.isEmpty() || !less.isEmpty()) {
        text.append(each.name()).append(" has ").append(more.count()).append(" more and ");
        text.append(less.count()).append(" less than ").append(first.name()).append(" (");
        text.append(Oracle.first(more.isEmpty() ? less : more)).append("); ");
      } else if (!each.digest().equals(first.digest())) {
        text.append(each.name()).append(" makes other bytes than ").append(first.name());
        text.append(" of the same entries; ");
      }
    }
    return text.toString();
  }

  /** Who can reach whom over others, both ways on each link. */
  private List<List<SimDevice>> islands() {
    List<SimDevice> left = new ArrayList<>();
    for (SimDevice device : world.devices) if (!device.hasLeft()) left.add(device);
    var islands = new ArrayList<List<SimDevice>>();
    while (!left.isEmpty()) {
      var island = new ArrayList<SimDevice>();
      var queue = new ArrayDeque<SimDevice>();
      queue.add(left.removeFirst());
      while (!queue.isEmpty()) {
        SimDevice next = queue.remove();
        island.add(next);
        left.removeIf(other -> {
          boolean near = world.air.linked(next, other) && world.air.linked(other, next);
          if (near) queue.add(other);
          return near;
        });
      }
      islands.add(island);
    }
    return islands;
  }

  private Outcome outcome(long converged) {
    long unrecoverable = 0;
    if (!world.oracle.oracle.isBroken()) unrecoverable = judge(converged);
    long atGateways = atGateways();
    for (SimDevice device : world.devices) {
      var node = device.node();
      if (node != null) world.ledger(node.counters());
    }
    return new Outcome(
        scenario.name(),
        seed,
        world.trace.toString(),
        scenario.devices().size(),
        agenda.nowNanos(),
        agenda.done(),
        world.steps,
        world.oracle.oracle.observations,
        atGateways,
        unrecoverable,
        world.refused,
        world.oracle.oracle.deliveries,
        islands().size(),
        converged,
        world.bytes(),
        packets(),
        Outcome.words(world.injected),
        world.oracle.oracle.broken());
  }

  private long judge(long converged) {
    Oracle oracle = world.oracle.oracle;
    long now = agenda.nowNanos();
    List<Knowledge> held = new ArrayList<>();
    for (SimDevice device : world.devices) {
      held.add(device.held());
      if (!device.isAlive()) continue;
      if (converged >= 0) oracle.checkState(device, now);
      oracle.checkCommitted(device, promised, now);
      device
          .bounds()
          .forEach((what, size) -> {
            if (size > BOUNDS.getOrDefault(what, 0L)) {
              world.oracle.broke(10, device.name(), size + " " + what);
            }
          });
    }
    return oracle.checkNothingLost(held, now);
  }

  private long atGateways() {
    Knowledge union = Knowledge.empty();
    for (SimDevice device : world.devices) {
      if (device.spec.gateway()) union = union.join(device.held());
    }
    long count = 0;
    for (Map.Entry<LogId, IntervalSet> log : union.logs().entrySet()) {
      int lane = log.getKey().lane();
      if (lane != Lane.STATE.number()) count += log.getValue().count();
    }
    return count;
  }

  private SortedMap<String, Long> packets() {
    Air.Counts c = world.air.counts;
    var counts = new TreeMap<String, Long>();
    counts.put("sent", c.sent);
    counts.put("sentBytes", c.sentBytes);
    counts.put("delivered", c.delivered);
    counts.put("outOfReach", c.outOfReach);
    counts.put("blocked", c.blocked);
    counts.put("lost", c.lost);
    counts.put("overflowed", c.overflowed);
    counts.put("duplicated", c.duplicated);
    counts.put("reordered", c.reordered);
    counts.put("corrupted", c.corrupted);
    return counts;
  }
}
