package io.dunlin.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.gateway.IntakeResult;
import io.dunlin.gateway.intake.Intake;
import io.dunlin.gateway.shaper.LinkShape;
import io.dunlin.gateway.shaper.Shaper;
import io.dunlin.runtime.host.DeviceHost;
import io.dunlin.runtime.host.EventLog;
import io.dunlin.runtime.host.Extension;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.host.config.Settings;
import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.host.keys.KeyFiles;
import io.dunlin.runtime.journal.EpochStore;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.JournalLimits;
import io.dunlin.runtime.journal.JournalSetup;
import io.dunlin.runtime.journal.Receipt;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.trust.SwarmKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device process with a million records to give starts, works, and gives them in their order. */
class BacklogTest {
  private static final int URGENT = 2_000;
  private static final int TELEMETRY = 700_000;
  private static final int BULK = 300_000;
  private static final int BATCH = 500;
  private static final long RATE = 200_000;

  /** What one window of 256 KiB may hold of a lane, at 4 bytes a row. */
  private static final int OVERLAP = 65_536;

  private static final String TASK_BEGAN = "began";
  private static final SeriesDescriptor AIR =
      new SeriesDescriptor(
          "air", List.of(new SeriesDescriptor.Column("t", "Cel", SeriesDescriptor.Type.INT, -2)));

  @TempDir Path home;
  private final AtomicLong wireBytes = new AtomicLong();

  @Test
  void itsTasksRunAndItDrainsInPriorityOrderAtTheConfiguredRate() throws Exception {
    SwarmKey key = KeyFiles.makeSwarm(Files.createDirectories(home.resolve("swarm")));
    program();
    int devicePort = freePort();
    int gatewayPort = freePort();
    acceptMission(key, devicePort);
    fillJournal();
    try (var shaper = new Shaper(1)) {
      Shaper.Ends ends =
          shaper.datagramLink(
              "device",
              at(devicePort),
              "gateway",
              at(gatewayPort),
              LinkShape.of(1, 0, 0, 100_000_000));
      shaper.dropFrom("device", this::count);
      var arrivals = new Arrivals();
      Path config = home.resolve("device.toml");
      Files.writeString(config, config("device", devicePort, ends.atA(), "200ms"));
      try (DeviceHost gateway =
          start(config("gateway", gatewayPort, ends.atB(), "200ms"), Role.GATEWAY, arrivals)) {
        arrivals.store = gateway;
        drain(config, arrivals);
      }
    }
  }

  private void drain(Path config, Arrivals arrivals) throws Exception {
    long start = System.nanoTime();
    Child device = Child.start("device", command(config), home.resolve("device.log"), _ -> {});
    try {
      var _ = device.awaitReady(60);
      Path began = home.resolve(TASK_BEGAN);
      await(60, () -> Files.exists(began));
      long taskNanos = System.nanoTime() - start;
      assertThat(arrivals.all()).as("the task began while the backlog waited").isLessThan(BULK);
      await(120, () -> arrivals.all() == URGENT + TELEMETRY + BULK);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "backlog of %,d: ready %.2f s, task began %.2f s, drained %.1f s, %,.0f B/s of %,d,"
              + " device at most %,d kB%n",
          URGENT + TELEMETRY + BULK,
          device.readySeconds(),
          taskNanos / 1e9,
          seconds,
          wireBytes.get() / seconds,
          RATE,
          device.peakBytes() / 1024);
      assertThat(arrivals.othersBeforeLastOf(Lane.URGENT)).isLessThan(OVERLAP);
      assertThat(arrivals.bulkBeforeLastTelemetry()).isLessThan(OVERLAP);
      // Above the rate come at most what may be held of it, urgent entries, summaries and headers.
      assertThat(wireBytes.get()).isLessThan((long) (1.15 * RATE * (seconds + 0.25)));
    } finally {
      device.kill();
    }
  }

  /** The device's first life: it is given a mission, and ends before it has planned it. */
  private void acceptMission(SwarmKey key, int port) throws Exception {
    String config = config("device", port, at(9), "60s");
    try (DeviceHost device = start(config, Role.DEVICE, Extension.none())) {
      var intake =
          new Intake(
              key,
              () -> view(device),
              put -> {
                try {
                  device.write(put).get(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                  throw new IOException(e);
                }
              },
              System::currentTimeMillis,
              _ -> {});
      String mission =
          """
          schema: dunlin.mission/v1
          name: after-the-winter
          tasks:
            mark: { run: mark, effort: { duration: 1s } }
          """;
      assertThat(intake.accept(mission.getBytes(StandardCharsets.UTF_8), "", "test"))
          .isInstanceOf(IntakeResult.Accepted.class);
    }
    assertThat(home.resolve(TASK_BEGAN)).doesNotExist();
  }

  private static StateView view(DeviceHost device) {
    try {
      return device.picture().view();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A long absence: what is to go first was written last. */
  private void fillJournal() throws Exception {
    ReplicaId self = KeyFiles.device(home.resolve("device")).id();
    var disk = new FileDisk(home.resolve("device/journal"));
    var random = new SplittableRandom(11);
    long epoch = EpochStore.begin(disk, random, 0);
    var setup = new JournalSetup(self, epoch, JournalLimits.defaults(), random, _ -> {});
    try (Journal journal = Journal.open(disk, setup).journal()) {
      fill(journal, new LogId(self, epoch, Lane.BULK.number()), BULK);
      fill(journal, new LogId(self, epoch, Lane.TELEMETRY.number()), TELEMETRY);
      fill(journal, new LogId(self, epoch, Lane.URGENT.number()), URGENT);
      journal.commit();
    }
  }

  private static void fill(Journal journal, LogId log, int count) {
    for (int from = 1; from <= count; from += BATCH) {
      var batch = new ArrayList<LogEntry>(BATCH);
      for (int seq = from; seq < from + BATCH; seq++) {
        long value = 1_500 + seq * 7_919L % 400;
        byte[] body = new Observation(AIR.hash(), List.of(value)).body(AIR);
        long nanos = seq * 1_000_000_000L + value * 1_000;
        batch.add(new LogEntry(new Dot(log, seq), nanos, EntryKind.OBSERVATION, body));
      }
      assertThat(journal.append(batch)).isInstanceOf(Receipt.Appended.class);
    }
  }

  /** Commits as a gateway's store does, and keeps the order in which entries became durable. */
  private static final class Arrivals implements Extension {
    private final long[] byLane = new long[JournalLimits.LANES];
    private final long[] othersAtLast = new long[JournalLimits.LANES];
    private long bulkAtLastTelemetry;
    private volatile @Nullable DeviceHost store;

    @Override
    public synchronized void durable(List<LogEntry> entries) {
      for (LogEntry entry : entries) {
        if (entry.kind() != EntryKind.OBSERVATION) continue;
        int lane = entry.dot().log().lane();
        byLane[lane]++;
        othersAtLast[lane] = all() - byLane[lane];
        if (lane == Lane.TELEMETRY.number()) bulkAtLastTelemetry = byLane[Lane.BULK.number()];
      }
      DeviceHost here = store;
      if (here != null) here.stored(0, here.durableKnowledge());
    }

    @Override
    public void changed(StateView view) {}

    synchronized long all() {
      return Arrays.stream(byLane).sum();
    }

    synchronized long othersBeforeLastOf(Lane lane) {
      return othersAtLast[lane.number()];
    }

    synchronized long bulkBeforeLastTelemetry() {
      return bulkAtLastTelemetry;
    }
  }

  private boolean count(byte[] datagram) {
    wireBytes.addAndGet(datagram.length);
    return false;
  }

  private DeviceHost start(String toml, Role role, Extension extension) throws Exception {
    var settings = new Settings(DeviceConfig.SCHEMA);
    settings.text(toml, "test");
    var silent = new EventLog(new PrintStream(OutputStream.nullOutputStream()));
    return DeviceHost.start(DeviceConfig.from(settings), role, extension, silent, () -> {});
  }

  private String config(String name, int port, InetSocketAddress peer, String stable) {
    String common =
        """
        swarm = "forest"
        name = "%s"
        data = "%s"
        swarm-key = "%s"
        [coap]
        port = %d
        [[peer]]
        address = "coap://127.0.0.1:%d"
        [limits]
        journal = "1GB"
        upload = "%dB"
        stable = "%s"
        """
            .formatted(
                name,
                home.resolve(name),
                home.resolve("swarm/swarm.pub"),
                port,
                peer.getPort(),
                RATE,
                stable);
    if (name.equals("gateway")) return common;
    return common + "[tasks.programs]\nmark = [\"" + home.resolve("mark.sh") + "\"]\n";
  }

  private void program() throws Exception {
    Path program = home.resolve("mark.sh");
    Files.writeString(program, "#!/bin/sh\n: > '" + home.resolve(TASK_BEGAN) + "'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<String> command(Path config) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx32m",
        "-cp",
        System.getProperty("java.class.path"),
        "io.dunlin.runtime.host.Main",
        "device",
        "run",
        "--supervised",
        "--config",
        config.toString());
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static int freePort() throws Exception {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void await(int seconds, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
