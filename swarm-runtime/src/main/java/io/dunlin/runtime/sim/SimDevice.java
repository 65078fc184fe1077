package io.dunlin.runtime.sim;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.planner.Budget;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import io.dunlin.runtime.mission.MissionSettings;
import io.dunlin.runtime.node.Node;
import io.dunlin.runtime.node.NodeEffect;
import io.dunlin.runtime.node.NodeInput;
import io.dunlin.runtime.node.NodeSettings;
import io.dunlin.runtime.sim.Medium.Committed;
import io.dunlin.runtime.sim.Medium.PowerCut;
import io.dunlin.runtime.sim.Medium.Store;
import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.task.TaskSettings;
import io.dunlin.runtime.transport.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One device: its node, the medium that outlives it, its clocks, and what is wrong with it. */
final class SimDevice implements Station {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long START_AGAIN = 5 * SECOND;
  private static final long CLOCK_EVERY = 60 * SECOND;
  private static final long UTC_MILLIS = 1_800_000_000_000L;

  /** As the product's group commit: state within 20 ms, telemetry within 1 s, urgent at once. */
  private static final long[] COMMIT_WITHIN = {0, 20 * MILLI, SECOND, SECOND};

  /** A slow device drops what comes when so much waits already. */
  private static final int WAITING_MAX = 1_000;

  final Scenario.Device spec;
  final ReplicaId id;
  private final World world;
  private final int number;
  private final Movement movement;
  private final SplittableRandom random;
  Medium medium;
  private Knowledge held = Knowledge.empty();
  boolean damaged;

  /** Reasons for which it has no power. */
  int outages;

  long slowNanos;
  private long wallMillis;
  private boolean gone;
  private int life;
  private boolean alive;
  private @Nullable Node node;
  private @Nullable Store store;

  /** Own dots that this process was refused and that nobody has acknowledged since. */
  private final Set<Dot> refused = new HashSet<>();

  private long epoch;
  private long bootedNanos;
  private long monotonicNanos;
  private long wakeNanos = Long.MAX_VALUE;
  private long commitNanos = Long.MAX_VALUE;
  private long busyNanos;
  private int waiting;

  SimDevice(
      World world,
      int number,
      Scenario.Device spec,
      ReplicaId id,
      Medium medium,
      SplittableRandom random) {
    this.number = number;
    this.world = world;
    this.spec = spec;
    this.id = id;
    this.medium = medium;
    this.random = random;
    this.movement = new Movement(spec.at(), spec.route());
  }

  static String address(String name) {
    return "sim:" + name;
  }

  @Override
  public String address() {
    return address(spec.name());
  }

  String name() {
    return spec.name();
  }

  @Override
  public Point placeAt(long nanos) {
    return movement.at(nanos);
  }

  boolean isMoving() {
    return movement.isMoving();
  }

  boolean hasLeft() {
    return gone;
  }

  boolean isAlive() {
    return alive;
  }

  boolean isOwn(Dot dot) {
    return dot.log().epoch() == epoch && dot.log().origin().equals(id);
  }

  /** What is on the medium as far as acknowledged, by a running process or the last one. */
  Knowledge held() {
    return alive && node != null ? node.knowledge() : held;
  }

  SortedMap<ReplicaId, Knowledge> committed() {
    return node == null ? new TreeMap<>() : node.view().committed();
  }

  byte @Nullable [] stateValue(String key) {
    return node == null ? null : node.durableValue(key);
  }

  /** SHA-256 of all that everybody is to have; "" while it is off. */
  String digest() {
    if (!alive || node == null) return "";
    return world.scenario.copies() == 0 ? node.picture().digest() : node.stateDigest();
  }

  @Nullable Node node() {
    return alive ? node : null;
  }

  void boot() {
    if (alive || gone || outages > 0) return;
    bootedNanos = world.agenda.nowNanos();
    // Monotonic clocks begin anywhere, so that nobody may compare those of two devices.
    monotonicNanos = random.nextLong(1L << 50);
    try {
      Store opened = medium.open(id, random.split());
      store = opened;
      epoch = opened.epoch();
      var state = new SwarmState((_, _) -> false);
      opened.replay(EntryKind.STATE, entry -> fold(state, entry));
      // Folding the state may have found damage: what is here is asked for only now.
      Knowledge recovered = opened.recovered();
      world.oracle.recovered(this, held, recovered, damaged);
      held = recovered;
      damaged = false;
      start(opened, recovered, state);
    } catch (IOException e) {
      world.startsFailed++;
      int was = life;
      world.agenda.after(
          START_AGAIN,
          () -> {
            if (was == life) boot();
          });
    } catch (PowerCut e) {
      world.agenda.after(
          SECOND,
          () -> {
            medium.cut(random);
            boot();
          });
    }
  }

  private void start(Store opened, Knowledge recovered, SwarmState state) {
    alive = true;
    life++;
    commitNanos = Long.MAX_VALUE;
    wakeNanos = Long.MAX_VALUE;
    waiting = 0;
    busyNanos = 0;
    refused.clear();
    NodeSettings settings = settings();
    Node started =
        new Node(
            settings,
            recovered,
            state,
            opened,
            List.of(),
            random.split(),
            random::nextLong,
            local());
    node = started;
    world.air.join(this);
    guarded(() -> perform(started.begin(new byte[0], settings, List.of(World.SERIES), local())));
    step(new NodeInput.ClockRead(utcMillis(), 500, ClockAnchor.Source.SYSTEM));
    for (String neighbour : world.neighbours(this)) meet(neighbour);
    int was = life;
    world.agenda.after(CLOCK_EVERY, () -> readClock(was));
  }

  private void readClock(int was) {
    if (was != life || !alive) return;
    step(new NodeInput.ClockRead(utcMillis(), 500, ClockAnchor.Source.SYSTEM));
    Store checked = store;
    if (alive && checked != null) guarded(checked::scrub);
    world.agenda.after(CLOCK_EVERY, () -> readClock(was));
  }

  private static void fold(SwarmState state, LogEntry entry) {
    try {
      state.apply(ChangeCodec.read(entry.dot(), entry.body()));
    } catch (MalformedException e) {
      throw new IllegalStateException("a journal gave a change that does not read", e);
    }
  }

  private NodeSettings settings() {
    var has = new TreeSet<String>();
    if (spec.gateway()) has.add("gateway");
    byte[] key = ByteBuffer.allocate(16).put(id.toBytes()).array();
    var member =
        new Member(
            id,
            spec.name().length() > 32 ? spec.name().substring(0, 32) : spec.name(),
            spec.gateway() ? Role.GATEWAY : Role.DEVICE,
            key,
            epoch,
            "sim",
            1,
            1,
            1 << 28,
            has,
            new TreeSet<>(),
            new TreeSet<>(List.of(World.SERIES.hash())),
            address(),
            0);
    return new NodeSettings(
        "sim",
        member,
        Math.max(30 * SECOND, 4 * world.scenario.quietNanos()),
        MissionSettings.DEFAULT,
        TaskSettings.DEFAULT,
        Math.clamp(world.scenario.radio().frameBytes(), 64, 1_024),
        world.scenario.copies(),
        world.scenario.quietNanos());
  }

  private long local() {
    return monotonicNanos + world.agenda.nowNanos() - bootedNanos;
  }

  private long utcMillis() {
    return UTC_MILLIS + world.agenda.nowNanos() / MILLI + wallMillis;
  }

  void jumpClock(long nanos) {
    wallMillis += nanos / MILLI;
    if (alive) step(new NodeInput.ClockRead(utcMillis(), 100, ClockAnchor.Source.SYSTEM));
  }

  void meet(String address) {
    step(new NodeInput.PeerConfigured(address, 1));
  }

  void part(String address) {
    step(new NodeInput.PeerGone(address));
  }

  void sense(Lane lane, byte[] body) {
    if (alive) step(new NodeInput.Sensed(lane, body));
  }

  void wish(io.dunlin.runtime.state.Put put) {
    if (alive) step(new NodeInput.Wish(put));
  }

  @Override
  public void hear(String from, Channel channel, byte[] packet) {
    if (slowNanos == 0) {
      step(new NodeInput.PacketReceived(from, channel, packet));
      return;
    }
    if (waiting >= WAITING_MAX) return;
    waiting++;
    busyNanos = Math.max(busyNanos, world.agenda.nowNanos()) + slowNanos;
    int was = life;
    world.agenda.at(
        busyNanos,
        () -> {
          if (was != life) return;
          waiting--;
          step(new NodeInput.PacketReceived(from, channel, packet));
        });
  }

  private void step(NodeInput input) {
    Node running = node;
    if (!alive || running == null) return;
    world.steps++;
    guarded(() -> perform(running.step(input, local())));
    wake();
  }

  /** Asks for a Tick when the node has something to do by itself. */
  private void wake() {
    Node running = node;
    if (!alive || running == null) return;
    long due = running.dueNanos() - local() + world.agenda.nowNanos();
    due = Math.max(due, world.agenda.nowNanos() + MILLI);
    if (due >= wakeNanos) return;
    wakeNanos = due;
    int was = life;
    long at = due;
    world.agenda.at(
        at,
        () -> {
          if (was != life || wakeNanos != at) return;
          wakeNanos = Long.MAX_VALUE;
          step(new NodeInput.Tick());
        });
  }

  /** A power cut may come in any call of the disk; any other exception breaks invariant 9. */
  private void guarded(Runnable what) {
    try {
      what.run();
    } catch (PowerCut e) {
      off();
    } catch (RuntimeException e) {
      StackTraceElement[] trace = e.getStackTrace();
      String at = trace.length == 0 ? "" : " at " + trace[0];
      world.oracle.broke(9, name(), "the device crashed: " + e + at);
      off();
    }
  }

  private void perform(List<NodeEffect> effects) {
    for (NodeEffect effect : effects) {
      if (!alive) return;
      switch (effect) {
        case NodeEffect.Send(String to, Channel channel, byte[] packet) -> {
          world.trace.add(world.agenda.nowNanos(), number, packet.length);
          world.air.send(this, to, channel, packet);
        }
        case NodeEffect.Append(List<LogEntry> entries) -> append(entries);
        case NodeEffect.EpochBegun(long begun) -> {
          epoch = begun;
          if (store != null) store.renew(begun);
        }
        case NodeEffect.Commit _ -> commitBy(world.agenda.nowNanos());
        case NodeEffect.Solve(long token, var problem, _, long seed) -> {
          var outcome = new PortfolioPlanner().plan(problem, Budget.iterations(200, seed));
          later(new NodeInput.Planned(token, outcome));
        }
        case NodeEffect.Fetch fetch ->
            later(new NodeInput.FetchFailed(fetch.hash(), "the simulator carries no blobs"));
        case NodeEffect.Start(var request) ->
            later(new NodeInput.Failed(request.attempt(), "the simulator runs no tasks"));
        case NodeEffect.Report(var event) -> world.reported(event);
        case NodeEffect.Pin _, NodeEffect.Unpin _, NodeEffect.Cancel _ -> {}
      }
    }
  }

  private void later(NodeInput input) {
    int was = life;
    world.agenda.after(
        MILLI,
        () -> {
          if (was == life) step(input);
        });
  }

  private void append(List<LogEntry> entries) {
    Store to = store;
    if (to == null) return;
    if (isOwn(entries.getFirst().dot())) world.oracle.written(entries);
    List<LogEntry> refused = to.append(entries);
    if (!refused.isEmpty()) {
      refused(refused);
      later(new NodeInput.Refused(refused, "the journal did not take it"));
    }
    int lane = 3;
    for (LogEntry entry : entries) lane = Math.min(lane, entry.dot().log().lane());
    commitBy(world.agenda.nowNanos() + COMMIT_WITHIN[lane]);
  }

  private void refused(List<LogEntry> entries) {
    world.refused += entries.size();
    for (LogEntry entry : entries) refused.add(entry.dot());
  }

  /**
   * A copy of its medium for another device; null while there is none that may be used. A refused
   * write may lie on the medium until the journal's next segment voids it. A copy made in between
   * takes it for acknowledged, and the original gives its dot to something else: two contents that
   * nobody who sees one of them can tell apart. Copies are to be made of a journal that is closed,
   * or of a disk that takes its writes.
   */
  @Nullable Medium copy() {
    Medium copy = medium.copy();
    if (refused.isEmpty()) return copy;
    try {
      Knowledge revived = medium.copy().open(id, new SplittableRandom(0)).recovered();
      return refused.stream().anyMatch(revived::contains) ? null : copy;
    } catch (IOException e) {
      return null;
    }
  }

  private void commitBy(long due) {
    if (due < commitNanos) {
      commitNanos = due;
      int was = life;
      world.agenda.at(
          due,
          () -> {
            if (was == life && commitNanos == due) guarded(this::commit);
          });
    }
  }

  private void commit() {
    Store from = store;
    if (!alive || from == null) return;
    commitNanos = Long.MAX_VALUE;
    Committed commit = from.commit();
    if (!commit.durable().isEmpty()) {
      world.trace.add(world.agenda.nowNanos(), number, ~commit.durable().size());
      for (LogEntry entry : commit.durable()) refused.remove(entry.dot());
      world.oracle.durable(this, commit.durable());
      step(new NodeInput.Durable(commit.durable()));
    }
    if (!commit.refused().isEmpty()) {
      refused(commit.refused());
      step(new NodeInput.Refused(commit.refused(), "the journal did not take it"));
    }
  }

  /** The process is no more; the medium stays as it is. */
  private void off() {
    if (!alive) return;
    Node last = node;
    if (last != null) {
      held = last.knowledge();
      world.ledger(last.counters());
    }
    alive = false;
    life++;
    world.air.leave(this);
  }

  /** The power goes: in one of the next calls of the disk, or soon. */
  void cutPower() {
    medium.cutAfter(random.nextInt(24));
    world.agenda.after(1_500 * MILLI, this::powerless);
  }

  /** The power is gone; the medium shows what survived. */
  void powerless() {
    off();
    medium.cut(random);
  }

  void kill() {
    off();
    medium.killed();
  }

  /** Never comes back. */
  void leave() {
    off();
    gone = true;
  }

  Map<String, Long> bounds() {
    if (node == null) return Map.of();
    var picture = node.picture();
    return new TreeMap<>(
        Map.of(
            "peers", (long) picture.peers().size(),
            "presences", (long) picture.presences().size(),
            "row", (long) picture.row().size()));
  }
}
