package io.dunlin.gateway.host;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.gateway.PublishedResult;
import io.dunlin.gateway.StoreException;
import io.dunlin.gateway.broker.EmbeddedBroker;
import io.dunlin.gateway.intake.Intake;
import io.dunlin.gateway.mqtt.MissionTopics;
import io.dunlin.gateway.mqtt.PahoBus;
import io.dunlin.gateway.store.sqlite.SqliteStore;
import io.dunlin.gateway.web.DashboardServer;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.exec.Publisher;
import io.dunlin.runtime.host.DeviceHost;
import io.dunlin.runtime.host.EventLog;
import io.dunlin.runtime.host.Extension;
import io.dunlin.runtime.host.StartException;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.host.keys.KeyFiles;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Committed;
import io.dunlin.runtime.state.MissionStatus;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.task.RunRequest;
import io.dunlin.runtime.trust.BadKeyException;
import io.dunlin.runtime.trust.SwarmKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A running gateway: opened in order, closed in reverse. */
public final class GatewayHost implements AutoCloseable, Extension {
  private static final long WRITE_SECONDS = 10;

  private final EventLog log;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final SqliteStore store;
  private final @Nullable EmbeddedBroker broker;
  private final String brokerUrl;
  private final DeviceHost device;
  private volatile @Nullable BlobCollector collector;
  private final StoreWriter writer;
  private final PahoBus bus;
  private final MissionTopics topics;
  private final DashboardServer web;
  private volatile StateView view = StateView.empty();
  private volatile boolean ready;

  /** Starts a gateway and returns when all of it listens. */
  public static GatewayHost start(GatewayConfig config, EventLog log, Runnable stopped)
      throws StartException, InterruptedException {
    try {
      return new GatewayHost(config, log, stopped);
    } catch (IOException | StoreException | BadKeyException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private GatewayHost(GatewayConfig config, EventLog log, Runnable stopped)
      throws IOException, StoreException, BadKeyException, StartException, InterruptedException {
    this.log = log;
    DeviceConfig settings = config.device();
    Path data = dataDirectory(settings.data());
    SwarmKey key = swarmKey(config.swarmKeyDirectory());
    store = SqliteStore.open(data.resolve("store"));
    DeviceConfig.Socket listen = config.listen();
    broker =
        listen == null
            ? null
            : EmbeddedBroker.start(data, listen.bind(), listen.port(), this::report);
    brokerUrl = broker == null ? String.valueOf(settings.mqttUrl()) : broker.url();
    device = DeviceHost.start(settings.withMqtt(brokerUrl), Role.GATEWAY, this, log, stopped);
    var blobs =
        new BlobCollector(
            device.id(), store, device.picture().view(), new Hands(device), this::report);
    collector = blobs;
    writer =
        new StoreWriter(
            store,
            device.entries(),
            device::durableKnowledge,
            blobs,
            held -> write(new Committed(device.id(), held).put()),
            device::stored,
            this::report);
    writer.start();
    var intake =
        new Intake(key, () -> view, this::writeNow, System::currentTimeMillis, this::report);
    bus = PahoBus.open(brokerUrl, "dunlin-gateway-" + device.id(), this::report);
    topics = new MissionTopics(bus, intake, settings.swarm(), this::report);
    topics.start();
    web =
        DashboardServer.start(
            new Dashboard(settings.swarm(), device, store),
            intake,
            config.web().port(),
            this::report);
    ready = true;
    writer.checkJournal();
    changed(view);
    report(
        Event.of(
            2000,
            "gateway.ready",
            "id",
            device.id().toString(),
            "http",
            (long) device.httpPort(),
            "web",
            (long) web.port(),
            "mqtt",
            brokerUrl));
  }

  private static Path dataDirectory(Path data) throws StartException, IOException {
    if (Files.isDirectory(data)) return data;
    Path parent = data.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new StartException(
          "data directory " + data + " cannot be made: " + parent + " does not exist");
    }
    return Files.createDirectory(data);
  }

  /** A gateway that is given no swarm makes one. */
  private static SwarmKey swarmKey(Path directory) throws IOException, BadKeyException {
    if (Files.exists(directory.resolve("swarm.key"))) return KeyFiles.swarm(directory);
    return KeyFiles.makeSwarm(Files.createDirectories(directory));
  }

  @Override
  public void durable(List<LogEntry> entries) {
    if (ready) writer.offer(entries);
  }

  @Override
  public void changed(StateView newest) {
    view = newest;
    if (!ready) return;
    writer.describe(newest);
    for (MissionStatus status : newest.statuses().values()) {
      topics.status(status.mission(), StatusJson.of(status, newest));
    }
  }

  @Override
  public void fetched(BlobHash hash) {
    BlobCollector told = collector;
    if (told != null) told.fetched(hash);
  }

  @Override
  public void fetchFailed(BlobHash hash, String why) {
    BlobCollector told = collector;
    if (told != null) told.fetchFailed(hash, why);
  }

  /** What the collector of blobs may do with the device. */
  private record Hands(DeviceHost device) implements BlobCollector.Device {
    @Override
    public boolean has(BlobHash hash) {
      return device.blobs().size(hash).isPresent();
    }

    @Override
    public void keepForGood(BlobHash hash) {
      device.keepForGood(hash);
    }

    @Override
    public void fetch(BlobHash hash, List<ReplicaId> holders) {
      device.fetch(hash, holders);
    }

    @Override
    public void known() {
      device.blobsKnown();
    }
  }

  @Override
  public Publisher publisher() {
    return this::publish;
  }

  private String publish(RunRequest request) throws IOException {
    AttemptKey attempt = request.attempt();
    try {
      for (RunRequest.Input input : request.inputs()) {
        store.publish(
            new PublishedResult(
                attempt.mission(),
                attempt.task(),
                input.name(),
                input.hash(),
                input.sizeBytes(),
                input.contentType(),
                System.currentTimeMillis()));
      }
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
    return request.inputs().size() + " results published";
  }

  private void write(Put put) {
    var _ = device.write(put);
  }

  /** Returns once the write is durable. */
  private void writeNow(Put put) throws IOException {
    try {
      device.write(put).get(WRITE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (TimeoutException e) {
      throw new IOException("the journal did not answer within " + WRITE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the gateway is stopping", e);
    }
  }

  private void report(Event event) {
    log.write(event, System.currentTimeMillis());
  }

  public int webPort() {
    return web.port();
  }

  public String brokerUrl() {
    return brokerUrl;
  }

  public boolean failed() {
    return device.failed();
  }

  /** Stops sampling; everything else goes on. */
  public void quiet() {
    device.quiet();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    web.close();
    topics.close();
    bus.close();
    device.close();
    try {
      writer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
    if (broker != null) broker.close();
  }
}
