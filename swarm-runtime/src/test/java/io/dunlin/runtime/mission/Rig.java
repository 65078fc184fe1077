package io.dunlin.runtime.mission;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.HybridClock;
import io.dunlin.crdt.map.Change;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.task.RunRequest;
import io.dunlin.runtime.task.TaskEffect;
import io.dunlin.runtime.task.TaskInput;
import io.dunlin.runtime.task.TaskMachine;
import io.dunlin.runtime.task.TaskSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One device of a scenario: both machines, a journal, a blob store and a runner, all faked. */
final class Rig {
  private static final long FETCH_NANOS = 300_000_000;

  private final Swarm swarm;
  private final ReplicaId id;
  private final String name;
  private final double speed;
  private final int cores;
  private final SortedSet<String> has;
  private Role role = Role.DEVICE;
  private long epoch = 1L << 48;
  private long seq;

  private final TreeMap<Dot, Change> log = new TreeMap<>();
  private final TreeSet<String> blobs = new TreeSet<>();
  private final List<Change> notDurable = new ArrayList<>();
  private final TreeMap<Long, List<Runnable>> due = new TreeMap<>();
  private final TreeMap<ReplicaId, Long> heard = new TreeMap<>();
  private final TreeSet<String> failing = new TreeSet<>();
  private final TreeMap<AttemptKey, RunRequest> running = new TreeMap<>();
  private final TreeSet<String> pinned = new TreeSet<>();

  /** All that was ever started, in order. */
  private final List<RunRequest> started = new ArrayList<>();

  private final List<Event> events = new ArrayList<>();
  private HybridClock clock = new HybridClock();
  private SwarmState state;
  private TaskMachine tasks;
  private CoordinatorMachine coordinator;
  private boolean alive = true;
  private long toldRevision = -1;
  private SortedSet<ReplicaId> toldReachable = new TreeSet<>();

  Rig(Swarm swarm, int number, String name, double speed, int cores, SortedSet<String> has) {
    this.swarm = swarm;
    this.id = new ReplicaId(number, number);
    this.name = name;
    this.speed = speed;
    this.cores = cores;
    this.has = has;
    this.state = new SwarmState((_, _) -> true);
    this.tasks = new TaskMachine(id, TaskSettings.DEFAULT, List.of());
    this.coordinator = new CoordinatorMachine(id, MissionSettings.DEFAULT);
    announce();
  }

  Rig gateway() {
    role = Role.GATEWAY;
    announce();
    return this;
  }

  private void announce() {
    write(
        new Member(
                id,
                name,
                role,
                new byte[0],
                epoch,
                "test",
                speed,
                cores,
                1L << 30,
                has,
                new TreeSet<>(),
                new TreeSet<>(),
                null,
                0)
            .put());
  }

  ReplicaId id() {
    return id;
  }

  boolean alive() {
    return alive;
  }

  SortedMap<Dot, Change> log() {
    return log;
  }

  StateView view() {
    return state.view();
  }

  List<RunRequest> started() {
    return started;
  }

  SortedMap<AttemptKey, RunRequest> running() {
    return running;
  }

  List<Event> events() {
    return events;
  }

  boolean reported(String event) {
    return events.stream().anyMatch(e -> e.name().equals(event));
  }

  boolean has(String blob) {
    return blobs.contains(blob);
  }

  /** The next runs of this task fail here. */
  void failing(String task) {
    failing.add(task);
  }

  void healthy(String task) {
    failing.remove(task);
  }

  void dropBlobs() {
    blobs.clear();
  }

  void write(Put put) {
    Dot dot = Dot.of(id, epoch, Lane.STATE.number(), ++seq);
    notDurable.add(state.write(put, dot, clock.tick(swarm.utcMillis())));
  }

  void receive(Change change) {
    if (log.putIfAbsent(change.dot(), change) != null) return;
    clock.observe(change.stamp(), swarm.utcMillis());
    state.apply(change);
  }

  /** The power goes: what was not durable is gone, the disk stays. */
  void kill() {
    alive = false;
    notDurable.clear();
    due.clear();
    running.clear();
    pinned.clear();
  }

  void restart() {
    alive = true;
    epoch += 1L << 48;
    seq = 0;
    clock = new HybridClock();
    state = new SwarmState((_, _) -> true);
    log.values().forEach(state::apply);
    tasks = new TaskMachine(id, TaskSettings.DEFAULT, blobs);
    coordinator = new CoordinatorMachine(id, MissionSettings.DEFAULT);
    heard.clear();
    toldRevision = -1;
    announce();
  }

  void step() {
    List<Change> now = List.copyOf(notDurable);
    notDurable.clear();
    for (Change change : now) {
      log.put(change.dot(), change);
      state.apply(change);
    }
    toTasks(new TaskInput.Tick(swarm.utcMillis(), true));
    toCoordinator(new MissionInput.Tick(swarm.utcMillis(), true));
    while (!due.isEmpty() && due.firstKey() <= swarm.nowNanos()) {
      due.pollFirstEntry().getValue().forEach(Runnable::run);
    }
    SortedSet<ReplicaId> reachable = swarm.reachableFrom(this);
    reachable.forEach(device -> heard.put(device, swarm.nowNanos()));
    if (state.view().revision() == toldRevision && reachable.equals(toldReachable)) return;
    toldRevision = state.view().revision();
    toldReachable = reachable;
    toTasks(new TaskInput.StateChanged(state.view(), reachable));
    toCoordinator(new MissionInput.StateChanged(state.view(), reachable, new TreeMap<>(heard)));
  }

  private void toTasks(TaskInput input) {
    for (TaskEffect effect : tasks.step(input, swarm.nowNanos())) {
      switch (effect) {
        case TaskEffect.Write(Put put) -> write(put);
        case TaskEffect.Report(Event event) -> events.add(event);
        case TaskEffect.Pin(String hash) -> pinned.add(hash);
        case TaskEffect.Unpin(String hash) -> pinned.remove(hash);
        case TaskEffect.Fetch fetch -> fetch(fetch);
        case TaskEffect.Start(RunRequest request) -> start(request);
        case TaskEffect.Cancel(AttemptKey key) ->
            later(Swarm.TICK_NANOS, () -> ended(key, new TaskInput.Failed(key, "cancelled")));
      }
    }
  }

  private void toCoordinator(MissionInput input) {
    for (MissionEffect effect : coordinator.step(input, swarm.nowNanos())) {
      switch (effect) {
        case MissionEffect.Write(Put put) -> write(put);
        case MissionEffect.Report(Event event) -> events.add(event);
        case MissionEffect.Solve solve -> {
          var outcome = swarm.plan(solve.problem());
          var answer = new MissionInput.Planned(solve.token(), outcome);
          later(Swarm.TICK_NANOS, () -> toCoordinator(answer));
        }
      }
    }
  }

  private void fetch(TaskEffect.Fetch fetch) {
    assertThat(fetch.holders()).isNotEmpty().doesNotContain(id);
    assertThat(pinned).contains(fetch.hash());
    later(
        FETCH_NANOS,
        () -> {
          boolean there =
              fetch.holders().stream()
                  .map(swarm::rig)
                  .anyMatch(r -> swarm.connected(this, r) && r.has(fetch.hash()));
          if (there) {
            blobs.add(fetch.hash());
            toTasks(new TaskInput.Fetched(fetch.hash()));
          } else {
            toTasks(new TaskInput.FetchFailed(fetch.hash(), "nobody gave it"));
          }
        });
  }

  private void start(RunRequest request) {
    for (RunRequest.Input input : request.inputs()) {
      assertThat(blobs).as("inputs are here before the start").contains(input.hash());
      assertThat(pinned).as("and pinned").contains(input.hash());
    }
    assertThat(request.inputs()).hasSameSizeAs(request.task().takes());
    for (AttemptKey other : running.keySet()) {
      boolean same =
          other.mission().equals(request.attempt().mission())
              && other.task().equals(request.attempt().task());
      assertThat(same).as("two attempts of a task on one device: " + other).isFalse();
    }
    int used = running.values().stream().mapToInt(r -> r.task().cores()).sum();
    assertThat(used + request.task().cores()).as("cores in use").isLessThanOrEqualTo(cores);
    started.add(request);
    running.put(request.attempt(), request);
    AttemptKey key = request.attempt();
    if (failing.contains(key.task())) {
      later(Swarm.TICK_NANOS, () -> ended(key, new TaskInput.Failed(key, "broken on purpose")));
      return;
    }
    later(request.nominalNanos(), () -> finish(request));
  }

  private void finish(RunRequest request) {
    if (!running.containsKey(request.attempt())) return;
    var outputs = new ArrayList<Attempt.Output>();
    for (TaskSpec.Give give : request.task().gives()) {
      String content = request.attempt() + give.name() + request.inputs();
      String hash = BlobHash.digest(content.getBytes(StandardCharsets.UTF_8)).toString();
      blobs.add(hash);
      outputs.add(new Attempt.Output(give.name(), hash, 1000, give.contentType()));
    }
    ended(request.attempt(), new TaskInput.Finished(request.attempt(), outputs, "ok"));
  }

  private void ended(AttemptKey key, TaskInput how) {
    if (running.remove(key) == null) return;
    toTasks(how);
  }

  private void later(long afterNanos, Runnable what) {
    due.computeIfAbsent(swarm.nowNanos() + afterNanos, _ -> new ArrayList<>()).add(what);
  }
}
