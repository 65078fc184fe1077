package io.dunlin.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.planner.Budget;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import io.dunlin.runtime.mission.MissionSettings;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.SignedMission;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.task.RunRequest;
import io.dunlin.runtime.task.TaskSettings;
import io.dunlin.runtime.trust.BadKeyException;
import io.dunlin.runtime.trust.DeviceKey;
import io.dunlin.runtime.trust.SwarmKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Several nodes under virtual time: the classes of the product, a network and disks in memory. */
final class TestSwarm {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;
  private static final long TICK = 25 * MILLI;
  private static final long UTC = 1_800_000_000_000L;

  private static final long SAME_WITHIN = 10 * SECOND;
  private static final long LOOK_EVERY = 100 * MILLI;

  private final SwarmKey key;
  private final SplittableRandom random;
  private final Supplier<KeyPair> keys;
  private final List<Device> devices = new ArrayList<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number));
  private long numbers;
  private long now;
  private double loss;
  private BiPredicate<Integer, Integer> connected = (_, _) -> true;

  private record Due(long nanos, long number, Runnable what) {}

  /** One device: its node, and the disk that outlives it. */
  final class Device {
    final int number;
    final DeviceKey deviceKey;
    final SortedMap<Dot, LogEntry> disk = new TreeMap<>();
    final TreeSet<String> blobs = new TreeSet<>();
    final TreeSet<String> has;
    final double speed;
    final List<String> started = new ArrayList<>();
    final List<Event> reported = new ArrayList<>();
    int starts;
    boolean alive;
    private @Nullable Node running;
    private @Nullable Device copy;
    private long seed;

    Device(int number, double speed, String... has) {
      this.number = number;
      KeyPair pair = keys.get();
      deviceKey = new DeviceKey(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded());
      this.speed = speed;
      this.has = new TreeSet<>(List.of(has));
    }

    private Device(Device original, int number) {
      this.number = number;
      deviceKey = original.deviceKey;
      speed = original.speed;
      has = original.has;
    }

    /**
     * A process just like this one, memory and all, that takes every input this one takes and has
     * no effects until it {@link #wakes}. Made before this one starts.
     */
    Device mirrored() {
      var mirror = new Device(this, devices.size());
      devices.add(mirror);
      copy = mirror;
      return mirror;
    }

    /** The copy goes its own way, with a copy of the disk. */
    void wakes() {
      Device awake = Objects.requireNonNull(copy);
      copy = null;
      awake.disk.putAll(disk);
      awake.starts = 1;
      awake.alive = true;
      awake.tick(1);
    }

    ReplicaId id() {
      return deviceKey.id();
    }

    void start() {
      starts++;
      int incarnation = starts;
      alive = true;
      try {
        var state = new SwarmState(SwarmKey.verifier(key.publicBytes()));
        Knowledge seen = Knowledge.empty();
        for (LogEntry entry : disk.values()) {
          seen = seen.plus(entry.dot());
          if (entry.kind() == EntryKind.STATE) {
            state.apply(ChangeCodec.read(entry.dot(), entry.body()));
          }
        }
        NodeSettings settings = settings(this, incarnation);
        seed = random.nextLong();
        running = node(this, settings, seen, state);
        if (copy != null) {
          copy.seed = seed;
          copy.running =
              node(copy, settings, seen, new SwarmState(SwarmKey.verifier(key.publicBytes())));
          copy.node().begin(new byte[0], settings, List.of(), now);
        }
        perform(node().begin(new byte[0], settings, List.of(), now));
      } catch (MalformedException | BadKeyException e) {
        throw new AssertionError(e);
      }
      input(
          new NodeInput.ClockRead(UTC + now / MILLI, 500, ClockAnchor.Source.SYSTEM), incarnation);
      for (Device other : devices) {
        if (other != this) {
          input(new NodeInput.PeerConfigured(address(other.number), 1), incarnation);
        }
      }
      tick(incarnation);
    }

    private Node node(Device of, NodeSettings settings, Knowledge seen, SwarmState state) {
      return new Node(
          settings,
          seen,
          state,
          of::read,
          blobs,
          new SplittableRandom(seed),
          random::nextLong,
          now);
    }

    Node node() {
      return Objects.requireNonNull(running, "not started");
    }

    void kill() {
      alive = false;
    }

    private void tick(int incarnation) {
      if (!alive || incarnation != starts) return;
      input(new NodeInput.Tick(), incarnation);
      after(TICK, () -> tick(incarnation));
    }

    void input(NodeInput input, int incarnation) {
      if (!alive || incarnation != starts) return;
      perform(node().step(input, now));
      if (copy != null) copy.node().step(input, now);
    }

    void input(NodeInput input) {
      input(input, starts);
    }

    private List<LogEntry> read(LogId log, long firstSeq, int bytesMax) {
      var found = new ArrayList<LogEntry>();
      int bytes = 0;
      for (LogEntry entry : disk.tailMap(new Dot(log, firstSeq)).values()) {
        if (!entry.dot().log().equals(log)) break;
        bytes += entry.body().length;
        if (!found.isEmpty() && bytes > bytesMax) break;
        found.add(entry);
      }
      return found;
    }

    private void perform(List<NodeEffect> effects) {
      int incarnation = starts;
      for (NodeEffect effect : effects) perform(effect, incarnation);
    }

    private void perform(NodeEffect effect, int incarnation) {
      switch (effect) {
        case NodeEffect.Send send -> send(this, send);
        case NodeEffect.Append(List<LogEntry> entries) ->
            after(
                5 * MILLI,
                () -> {
                  if (!alive || incarnation != starts) return;
                  for (LogEntry entry : entries) disk.put(entry.dot(), entry);
                  input(new NodeInput.Durable(entries), incarnation);
                });
        case NodeEffect.Solve s -> {
          var outcome = new PortfolioPlanner().plan(s.problem(), Budget.iterations(200, s.seed()));
          after(MILLI, () -> input(new NodeInput.Planned(s.token(), outcome), incarnation));
        }
        case NodeEffect.Fetch fetch -> fetch(fetch, incarnation);
        case NodeEffect.Start(RunRequest request) -> run(request, incarnation);
        case NodeEffect.Report(var event) -> reported.add(event);
        case NodeEffect.Cancel _,
            NodeEffect.Commit _,
            NodeEffect.EpochBegun _,
            NodeEffect.Pin _,
            NodeEffect.Unpin _ -> {}
      }
    }

    private void fetch(NodeEffect.Fetch fetch, int incarnation) {
      after(
          200 * MILLI,
          () -> {
            for (String address : fetch.addresses()) {
              Device holder = devices.get(numberOf(address));
              if (holder.alive
                  && connected.test(number, holder.number)
                  && holder.blobs.contains(fetch.hash())) {
                blobs.add(fetch.hash());
                input(new NodeInput.Fetched(fetch.hash()), incarnation);
                return;
              }
            }
            input(new NodeInput.FetchFailed(fetch.hash(), "nobody"), incarnation);
          });
    }

    private void run(RunRequest request, int incarnation) {
      for (RunRequest.Input each : request.inputs()) {
        if (!blobs.contains(each.hash())) throw new AssertionError("started without " + each);
      }
      started.add(request.attempt().task() + "#" + request.attempt().n());
      after(
          request.nominalNanos(),
          () -> {
            if (!alive || incarnation != starts) return;
            var outputs = new ArrayList<Attempt.Output>();
            for (TaskSpec.Give give : request.task().gives()) outputs.add(output(request, give));
            input(new NodeInput.Finished(request.attempt(), outputs, ""), incarnation);
          });
    }

    private Attempt.Output output(RunRequest request, TaskSpec.Give give) {
      AttemptKey attempt = request.attempt();
      String hash =
          HexFormat.of()
              .formatHex(
                  io.dunlin.runtime.blob.BlobHash.digest(
                          (attempt.task() + give.name() + number).getBytes(StandardCharsets.UTF_8))
                      .toBytes());
      blobs.add(hash);
      return new Attempt.Output(give.name(), hash, give.sizeBytes(), give.contentType());
    }
  }

  TestSwarm(long seed) {
    random = new SplittableRandom(seed);
    keys = keysOf(seed);
    KeyPair pair = keys.get();
    try {
      key = SwarmKey.of(pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
    } catch (BadKeyException e) {
      throw new AssertionError(e);
    }
  }

  /** One seed, one swarm: identities decide ties, so they must not be drawn anew each run. */
  private static Supplier<KeyPair> keysOf(long seed) {
    var bytes = new SplittableRandom(~seed);
    var random =
        new SecureRandom() {
          private static final long serialVersionUID = 1;

          @Override
          public void nextBytes(byte[] to) {
            bytes.nextBytes(to);
          }
        };
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator::generateKeyPair;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has Ed25519", e);
    }
  }

  Device add(double speed, String... has) {
    var device = new Device(devices.size(), speed, has);
    devices.add(device);
    return device;
  }

  void startAll() {
    devices.forEach(Device::start);
  }

  void loss(double ratio) {
    loss = ratio;
  }

  void connected(BiPredicate<Integer, Integer> who) {
    connected = who;
  }

  void run(long nanos) {
    long end = now + nanos;
    while (!due.isEmpty() && due.peek().nanos() <= end) {
      Due next = due.remove();
      now = next.nanos();
      next.what().run();
    }
    now = end;
  }

  /** Runs on until all hold the same: at one instant a row may be on its way. */
  void assertEqual() {
    for (long end = now + SAME_WITHIN; now < end && digests().size() > 1; ) run(LOOK_EVERY);
    assertThat(digests()).hasSize(1);
  }

  SortedSet<String> digests() {
    var digests = new TreeSet<String>();
    for (Device device : devices) digests.add(device.node().picture().digest());
    return digests;
  }

  long now() {
    return now;
  }

  Put signed(Mission mission) {
    byte[] canonical = mission.canonicalBytes();
    var unsigned =
        new SignedMission(mission.name(), canonical, new byte[0], UTC + now / MILLI, false);
    return new SignedMission(
            mission.name(),
            canonical,
            key.sign(unsigned.revisionBytes()),
            unsigned.acceptedMillis(),
            false)
        .put();
  }

  void sense(Device device) {
    sense(device, new byte[12]);
  }

  void sense(Device device, byte[] body) {
    device.input(new NodeInput.Sensed(Lane.TELEMETRY, body));
  }

  private static NodeSettings settings(Device device, int starts) {
    var member =
        new Member(
            device.id(),
            "device-" + device.number,
            Role.DEVICE,
            device.deviceKey.publicKey(),
            (long) starts << 48 | device.number,
            "test",
            device.speed,
            2,
            1 << 28,
            device.has,
            new TreeSet<>(),
            new TreeSet<>(),
            address(device.number),
            0);
    return new NodeSettings(
        "test", member, 4 * SECOND, MissionSettings.DEFAULT, TaskSettings.DEFAULT);
  }

  private void send(Device from, NodeEffect.Send send) {
    Device to = devices.get(numberOf(send.address()));
    if (random.nextDouble() < loss || !connected.test(from.number, to.number)) return;
    after(
        10 * MILLI + random.nextLong(2 * MILLI),
        () ->
            to.input(
                new NodeInput.PacketReceived(address(from.number), send.channel(), send.packet())));
  }

  private static String address(int number) {
    return "coap://127.0.0.1:" + (6000 + number);
  }

  private static int numberOf(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)) - 6000;
  }

  private void after(long nanos, Runnable what) {
    due.add(new Due(now + nanos, numbers++, what));
  }
}
