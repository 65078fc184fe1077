package io.dunlin.runtime.host;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.hal.Clock;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareException;
import io.dunlin.hal.HardwareSpec;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Sensor;
import io.dunlin.hal.open.Adapters;
import io.dunlin.planner.Planner;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.exec.ProcessRunner;
import io.dunlin.runtime.exec.Publisher;
import io.dunlin.runtime.exec.Runners;
import io.dunlin.runtime.exec.TaskRunner;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.host.disk.DirectoryLock;
import io.dunlin.runtime.host.disk.FileBlobStore;
import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.host.disk.GroupCommit;
import io.dunlin.runtime.host.disk.JournalWriter;
import io.dunlin.runtime.host.keys.KeyFiles;
import io.dunlin.runtime.host.sense.RecentObservations;
import io.dunlin.runtime.host.sense.Sampler;
import io.dunlin.runtime.host.sense.SensedSeries;
import io.dunlin.runtime.host.snapshot.StateSnapshot;
import io.dunlin.runtime.host.status.Health;
import io.dunlin.runtime.host.status.JournalFigures;
import io.dunlin.runtime.host.status.Metrics;
import io.dunlin.runtime.host.status.StatusServer;
import io.dunlin.runtime.journal.EpochStore;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.JournalLimits;
import io.dunlin.runtime.journal.JournalSetup;
import io.dunlin.runtime.journal.PreviousEpoch;
import io.dunlin.runtime.journal.Recovered;
import io.dunlin.runtime.journal.WhenFull;
import io.dunlin.runtime.mission.MissionSettings;
import io.dunlin.runtime.node.JournalSource;
import io.dunlin.runtime.node.Node;
import io.dunlin.runtime.node.NodeEffect;
import io.dunlin.runtime.node.NodeInput;
import io.dunlin.runtime.node.NodeSettings;
import io.dunlin.runtime.senml.SenmlFormat;
import io.dunlin.runtime.senml.SenmlPack;
import io.dunlin.runtime.senml.Timed;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.SwarmState.MissionVerifier;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.sync.EntrySource;
import io.dunlin.runtime.sync.SyncSettings;
import io.dunlin.runtime.sync.UploadPolicy;
import io.dunlin.runtime.task.TaskSettings;
import io.dunlin.runtime.transport.Transport;
import io.dunlin.runtime.transport.TransportCounts;
import io.dunlin.runtime.transport.coap.CoapContent;
import io.dunlin.runtime.transport.coap.CoapSettings;
import io.dunlin.runtime.transport.coap.CoapTransport;
import io.dunlin.runtime.transport.mqtt.DeviceState;
import io.dunlin.runtime.transport.mqtt.MqttSettings;
import io.dunlin.runtime.transport.mqtt.MqttTransport;
import io.dunlin.runtime.trust.BadKeyException;
import io.dunlin.runtime.trust.DeviceKey;
import io.dunlin.runtime.trust.SwarmKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Everything a device process is made of, opened in order and closed in reverse. */
final class Parts implements AutoCloseable {
  /** The broker's stream is preferred over datagrams to the same peer: it survives lossy links. */
  private static final int COST_MQTT = 1;

  private static final int COST_COAP = 2;
  private static final long CLOCK_CHECK_SECONDS = 10;
  private static final long SCRUB_BYTES_PER_SECOND = 128 * 1024;
  private static final long SCRUB_SECONDS_MIN = 10;

  final Member member;
  final RecentObservations recent;
  final Resources resources;
  final Inbox inbox = new Inbox();
  final JournalWriter journal;
  final BlobStore blobs;
  final HeldBlobs held;
  final Node node;
  final CoapTransport coap;
  final Fetches fetches;
  final TaskRunner runner;
  final Sampler sampler;
  final Planner planner = new PortfolioPlanner();
  final ExecutorService background = Executors.newCachedThreadPool(Parts::daemon);

  private final DeviceConfig config;
  private final NodeSettings settings;
  private final EventLog log;
  private final Clock clock = new Wallclock();
  private final Hardware hardware;
  private final Journal read;
  private final StateKeeper state;
  private final List<SensedSeries> series;
  private final byte[] sealing;
  private final Deque<AutoCloseable> opened;
  private SortedMap<ReplicaId, Knowledge> committedShown = new TreeMap<>();
  private final Thread scrub = Thread.ofVirtual().name("scrub").unstarted(this::scrub);
  private final Set<ReplicaId> met = new TreeSet<>();
  private final SortedMap<String, Transport> transports = new TreeMap<>();
  private final @Nullable MqttTransport mqtt;
  private @Nullable StatusServer status;

  /** Opens everything that may be missing, in use or damaged, before anything runs. */
  static Parts open(
      DeviceConfig config, Role role, Publisher publisher, EventLog log, long startNanos)
      throws StartException, InterruptedException {
    var opened = new ArrayDeque<AutoCloseable>();
    try {
      return new Parts(config, role, publisher, log, startNanos, opened);
    } catch (IOException | HardwareException | BadKeyException e) {
      closeAll(opened);
      throw new StartException(String.valueOf(e.getMessage()), e);
    } catch (StartException e) {
      closeAll(opened);
      throw e;
    }
  }

  /** The last opened first; what does not close is left to the end of the process. */
  private static void closeAll(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        // The failure that led here is what the caller is told.
      }
    }
  }

  private Parts(
      DeviceConfig config,
      Role role,
      Publisher publisher,
      EventLog log,
      long startNanos,
      Deque<AutoCloseable> opened)
      throws IOException, HardwareException, BadKeyException, StartException, InterruptedException {
    this.config = config;
    this.log = log;
    var random = new SecureRandom();
    this.opened = opened;
    Path data = dataDirectory(config.data());
    opened.push(DirectoryLock.acquire(data));
    DeviceKey key = KeyFiles.device(data);
    MissionVerifier verifier = verifier(config.swarmKey());
    hardware = Adapters.open(HardwareSpec.of(config.hardware()), clock);
    opened.push(hardware);
    series = sensed();
    recent = new RecentObservations(series);
    resources = new Resources(key.id(), recent);
    blobs = FileBlobStore.open(data.resolve("blobs"), config.limits().blobBytes());
    opened.push(blobs);
    held = new HeldBlobs(key.id(), blobs, config.storage().dropOldest(), this::report);

    var disk = new FileDisk(Files.createDirectories(data.resolve("journal")));
    long epoch = EpochStore.begin(disk, random, 0);
    Recovered recovered =
        Journal.open(disk, new JournalSetup(key.id(), epoch, limits(), random, this::report));
    read = recovered.journal();
    opened.push(read);
    sealing = sealing(recovered.previous().orElse(null));
    state =
        new StateKeeper(
            new StateSnapshot(data.resolve("state.snapshot")), read, verifier, this::report);

    coap =
        CoapTransport.open(
            new CoapSettings(
                new InetSocketAddress(config.coap().bind(), config.coap().port()),
                key.id().toString(),
                config.multicast(),
                CoapSettings.PORT),
            inbox::packet,
            new CoapContent(resources, blobs, role == Role.GATEWAY),
            found -> inbox.put(new NodeInput.PeerConfigured(found.address(), COST_COAP)));
    opened.push(coap);
    transports.put(coap.scheme(), coap);
    mqtt = mqtt(key);
    if (mqtt != null) transports.put(mqtt.scheme(), mqtt);
    member = member(key, role, epoch);
    settings = settings();
    node =
        new Node(
            settings,
            // Asked for only now: folding the state may have found damage.
            read.knowledge(),
            state.state(),
            new JournalSource(read),
            blobs.all().stream().map(BlobHash::toString).toList(),
            new SplittableRandom(random.nextLong()),
            random::nextLong,
            startNanos);
    journal = JournalWriter.start(read, commits(role), new Written(inbox));
    fetches = new Fetches(blobs, coap.fetcher(), inbox);
    runner = runner(data, publisher);
    sampler = new Sampler(series, this::keep, this::sensed, this::report);
  }

  private static Path dataDirectory(Path data) throws StartException, IOException {
    if (Files.isDirectory(data)) return data;
    Path parent = data.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new StartException(
          "data directory "
              + data
              + " cannot be made: "
              + parent
              + " does not exist; make it, or mount what should be there");
    }
    return Files.createDirectory(data);
  }

  private static MissionVerifier verifier(Path swarmKey) throws StartException, IOException {
    if (!Files.isRegularFile(swarmKey)) {
      throw new StartException(
          "swarm key " + swarmKey + " does not exist; copy swarm.pub from the gateway's data");
    }
    try {
      return SwarmKey.verifier(KeyFiles.read(swarmKey));
    } catch (BadKeyException e) {
      throw new StartException(swarmKey + " holds no swarm key: " + e.getMessage(), e);
    }
  }

  private List<SensedSeries> sensed() throws StartException {
    var sensed = new ArrayList<SensedSeries>();
    for (DeviceConfig.Series each : config.series()) {
      Sensor sensor = hardware.sensor(each.sensor()).orElse(null);
      if (sensor == null) {
        throw new StartException(
            "series "
                + each.name()
                + " wants sensor "
                + each.sensor()
                + ", the hardware has "
                + hardware.sensors().stream().map(Sensor::name).toList());
      }
      Lane lane = each.urgent() ? Lane.URGENT : Lane.TELEMETRY;
      sensed.add(SensedSeries.of(each.name(), sensor, each.everyNanos(), lane));
    }
    return List.copyOf(sensed);
  }

  private JournalLimits limits() {
    long bytes = config.limits().journalBytes();
    JournalLimits usual = JournalLimits.defaults();
    return new JournalLimits(
        usual.segmentBytes(),
        List.of(bytes / 8, bytes / 4, bytes / 2, bytes / 8),
        config.storage().reserveBytes(),
        usual.groupBytesMax(),
        config.storage().dropOldest() ? WhenFull.DROP_OLDEST : WhenFull.REFUSE);
  }

  private GroupCommit commits(Role role) {
    GroupCommit usual = role == Role.GATEWAY ? GroupCommit.ofGateway() : GroupCommit.defaults();
    return new GroupCommit(
        usual.urgent(),
        usual.state(),
        Duration.ofNanos(config.storage().commitNanos()),
        (int) Math.max(1, config.storage().commitBytes()),
        usual.queueEntries(),
        usual.queueBytes());
  }

  /** Body of an epoch's first entry: the epoch before and how far its lanes came at least. */
  private static byte[] sealing(@Nullable PreviousEpoch previous) {
    var out = new ByteWriter();
    if (previous == null) return out.toBytes();
    out.u64(previous.epoch());
    previous
        .lastSeqs()
        .forEach((lane, seq) -> {
          out.u8(lane);
          out.varint(seq);
        });
    return out.toBytes();
  }

  private TaskRunner runner(Path data, Publisher publisher)
      throws IOException, InterruptedException {
    int ended = ProcessRunner.endLeftovers(member.id().toString());
    if (ended > 0) report(Event.of(1030, "tasks.leftovers-ended", "processes", (long) ended));
    return Runners.open(
        data.resolve("work"), blobs, hardware, publisher, config.programs(), this::report);
  }

  private @Nullable MqttTransport mqtt(DeviceKey key) {
    if (config.mqttUrl() == null) return null;
    var broker = new MqttSettings(config.mqttUrl(), config.swarm(), key.id().toString());
    return MqttTransport.open(broker, inbox::packet, this::report);
  }

  private Member member(DeviceKey key, Role role, long epoch) {
    DeviceConfig.Capabilities offered = config.capabilities();
    var has = new TreeSet<>(hardware.capabilities());
    has.addAll(offered.has());
    if (role == Role.GATEWAY) has.add("gateway");
    var hashes = new TreeSet<String>();
    for (SensedSeries each : series) hashes.add(each.descriptor().hash());
    return new Member(
        key.id(),
        config.name(),
        role,
        key.publicKey(),
        epoch,
        Version.text(),
        offered.speed(),
        offered.cores(),
        offered.memoryBytes(),
        has,
        new TreeSet<>(config.programs().keySet()),
        hashes,
        config.announced() == null ? coap.address() : config.announced(),
        0);
  }

  private NodeSettings settings() {
    DeviceConfig.Limits limits = config.limits();
    MissionSettings usual = MissionSettings.DEFAULT;
    return new NodeSettings(
        config.swarm(),
        member,
        limits.silentNanos(),
        new MissionSettings(
            Duration.ofNanos(limits.stableNanos()),
            usual.planPause(),
            Duration.ofNanos(limits.planNanos()),
            usual.gainPercent(),
            usual.impossibleAfter(),
            usual.latencyDefault(),
            usual.bytesPerSecondDefault(),
            usual.rowFresh(),
            usual.radio()),
        TaskSettings.DEFAULT,
        SyncSettings.PACKET_BYTES_MOST,
        config.sharing().copies(),
        config.sharing().quietNanos());
  }

  /** What follows from the start itself. */
  List<NodeEffect> begin() {
    var descriptors = new ArrayList<SeriesDescriptor>();
    for (SensedSeries each : series) descriptors.add(each.descriptor());
    descriptors.forEach(held::describe);
    // Of series that were sensed before, too.
    node.view().series().values().forEach(held::describe);
    stateChanged(node.view());
    return node.begin(sealing, settings, descriptors, System.nanoTime());
  }

  /** Tells the node where neighbours may be and what time it is, and others that we are here. */
  void openLinks() {
    for (DeviceConfig.Peer peer : config.peers()) {
      int cost = peer.address().startsWith("mqtt:") ? COST_MQTT : COST_COAP;
      inbox.put(new NodeInput.PeerConfigured(peer.address(), cost));
    }
    long rate = config.limits().uploadBytesPerSecond();
    inbox.put(new NodeInput.UploadAllowed(new UploadPolicy(rate, true)));
    if (mqtt != null) {
      mqtt.info(DeviceInfo.json(member, series));
      mqtt.state(DeviceState.READY);
    }
    Thread.ofVirtual().name("clock").start(this::watchClock);
    if (member.role() != Role.GATEWAY) {
      background.execute(() -> held.readJournal(entries(), durableKnowledge()));
    }
    scrub.start();
  }

  /** Reads the journal for ever, slowly, so that damage is found while others have copies. */
  private void scrub() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(Math.max(SCRUB_SECONDS_MIN, read.scrub() / SCRUB_BYTES_PER_SECOND));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watchClock() {
    try {
      while (true) {
        if (clock.wall() instanceof Reading.Value<Clock.WallTime>(Clock.WallTime wall)) {
          inbox.put(
              new NodeInput.ClockRead(
                  wall.utcMillis(), wall.uncertaintyMillis(), ClockAnchor.Source.SYSTEM));
        }
        coap.discover();
        TimeUnit.SECONDS.sleep(CLOCK_CHECK_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void openStatus(Owner owner) throws StartException {
    var at = new InetSocketAddress(config.http().bind(), config.http().port());
    try {
      status =
          new StatusServer(
              at,
              () -> Health.json(member, owner.picture(), storageErrors()),
              () -> Metrics.text(owner.picture(), JournalFigures.of(read), transportCounts()));
    } catch (IOException e) {
      throw new StartException("HTTP cannot listen on " + at + ": " + e.getMessage(), e);
    }
  }

  void renewed(long epoch) {
    read.renew(epoch);
  }

  EntrySource entries() {
    return new JournalSource(read);
  }

  Knowledge durableKnowledge() {
    return read.knowledge();
  }

  /** Every device can reach a gateway over the broker, and a gateway every device. */
  void meetOverBroker(StateView view) {
    if (mqtt == null) return;
    for (Member other : view.members().values()) {
      boolean worth = member.role() == Role.GATEWAY || other.role() == Role.GATEWAY;
      if (worth && !other.id().equals(member.id()) && met.add(other.id())) {
        inbox.put(new NodeInput.PeerConfigured("mqtt:" + other.id(), COST_MQTT));
      }
    }
  }

  /** Tells readers of the broker what was recorded. */
  void telemetry(SeriesDescriptor descriptor, List<Timed> observations) {
    if (mqtt == null) return;
    String baseName = "urn:dunlin:dev:" + member.id() + ":" + descriptor.series() + ":";
    byte[] pack = SenmlPack.encode(baseName, descriptor, observations, SenmlFormat.JSON);
    mqtt.telemetry(descriptor.series(), SenmlFormat.JSON, pack);
  }

  int httpPort() {
    return status == null ? 0 : status.port();
  }

  long storageErrors() {
    return read.verifier().storageErrors();
  }

  private SortedMap<String, TransportCounts> transportCounts() {
    var counts = new TreeMap<String, TransportCounts>();
    transports.forEach((scheme, transport) -> counts.put(scheme, transport.counts()));
    return counts;
  }

  @Nullable Transport transport(String address) {
    int colon = address.indexOf(':');
    return colon < 0 ? null : transports.get(address.substring(0, colon));
  }

  private String keep(byte[] content) throws IOException {
    return held.keep(content).toString();
  }

  private void sensed(Lane lane, byte[] body) {
    inbox.put(new NodeInput.Sensed(lane, body));
  }

  void report(Event event) {
    log.write(event, System.currentTimeMillis());
  }

  private static Thread daemon(Runnable task) {
    return Thread.ofPlatform().name("background").daemon().unstarted(task);
  }

  /** Ends what makes new work. */
  void stopSources() {
    if (mqtt != null) mqtt.state(DeviceState.DISCONNECTED);
    scrub.interrupt();
    sampler.close();
    runner.close();
    background.shutdownNow();
    for (Transport transport : transports.values()) transport.close();
    if (status != null) status.close();
  }

  void stateChanged(StateView view) {
    state.changed(view.revision(), background);
    SortedMap<ReplicaId, Knowledge> committed = view.committed();
    if (committed.equals(committedShown)) return;
    committedShown = committed;
    Knowledge all = Knowledge.empty();
    for (Map.Entry<ReplicaId, Knowledge> each : committed.entrySet()) {
      Member by = view.members().get(each.getKey());
      if (by != null && by.role() == Role.GATEWAY) all = all.join(each.getValue());
    }
    journal.committed(all);
    held.committed(all);
  }

  @Override
  public void close() {
    journal.close();
    state.close();
    closeAll(opened);
  }
}
