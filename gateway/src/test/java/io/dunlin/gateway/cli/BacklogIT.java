package io.dunlin.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.HybridClock;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.gateway.host.GatewayConfig;
import io.dunlin.gateway.host.GatewayHost;
import io.dunlin.runtime.host.DeviceHost;
import io.dunlin.runtime.host.EventLog;
import io.dunlin.runtime.host.Extension;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.host.config.Settings;
import io.dunlin.runtime.host.disk.FileDisk;
import io.dunlin.runtime.journal.EpochStore;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.JournalLimits;
import io.dunlin.runtime.journal.JournalSetup;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A device comes back after a long absence with a million observations that nobody has, the urgent
 * ones written last: a whole device and a whole gateway on real sockets and files.
 */
class BacklogIT {
  private static final int BACKLOG = 1_000_000;
  private static final int URGENT = 500;
  private static final long RATE = 40_000;
  private static final SeriesDescriptor AIR =
      new SeriesDescriptor(
          "air",
          List.of(new SeriesDescriptor.Column("t", "Cel", SeriesDescriptor.Type.INT, -2)));
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir Path home;
  private final ByteArrayOutputStream saidByDevice = new ByteArrayOutputStream();

  @Test
  void aTaskRunsAtOnceAndTheBacklogDrainsUrgentFirstAtItsRate() throws Exception {
    int gatewayPort = freePort();
    try (GatewayHost gateway = gateway(gatewayPort)) {
      ReplicaId id;
      try (DeviceHost device = device(gatewayPort)) {
        id = device.id();
        await(() -> new String(get(gateway, "/api/swarm"), UTF_8).contains(device.id().toString()));
      }
      long epoch = fill(id);
      saidByDevice.reset();
      submit(gateway);

      long began = System.nanoTime();
      try (DeviceHost device = device(gatewayPort)) {
        double listening = seconds(began);
        await(() -> held(gateway, id, epoch, Lane.URGENT) == URGENT);
        double urgent = seconds(began);
        long before = held(gateway, id, epoch, Lane.TELEMETRY);
        await(() -> said().contains("task.started"));
        double started = seconds(began);
        long drained = held(gateway, id, epoch, Lane.TELEMETRY);
        long sentBefore = device.picture().counters().sentBytes();
        long rateBegan = System.nanoTime();
        TimeUnit.SECONDS.sleep(4);
        long sent = device.picture().counters().sentBytes() - sentBefore;
        double perSecond = sent / seconds(rateBegan);
        long after = held(gateway, id, epoch, Lane.TELEMETRY);
        System.err.printf(
            "after the start: listens %.2f s, urgent ones safe %.2f s (%,d of %,d others drained),"
                + " a task runs %.2f s (%,d); then %,.0f B/s of %,d allowed (%,d)%n",
            listening, urgent, before, BACKLOG, started, drained, perSecond, RATE, after);
        assertThat(drained).as("the task did not wait for the backlog").isLessThan(BACKLOG / 10);
        assertThat(before).as("urgent ones go first").isLessThan(BACKLOG / 10);
        assertThat(after).as("it drains").isGreaterThan(before);
        assertThat(perSecond).as("at the rate that was set").isBetween(0.5 * RATE, 1.1 * RATE);
      }
    }
  }

  private GatewayHost gateway(int port) throws Exception {
    var settings = new Settings(GatewayConfig.SCHEMA);
    settings.text(
        """
        swarm = "forest"
        name = "gateway"
        data = "%s"
        swarm-key = "%s"
        [coap]
        port = %d
        [http]
        port = 0
        [mqtt]
        listen = "127.0.0.1:0"
        [web]
        port = 0
        """
            .formatted(
                home.resolve("gateway"), home.resolve("swarm").resolve("swarm.pub"), port),
        "test");
    var log = new EventLog(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    return GatewayHost.start(GatewayConfig.from(settings), log, () -> {});
  }

  private DeviceHost device(int gatewayPort) throws Exception {
    var settings = new Settings(DeviceConfig.SCHEMA);
    settings.text(
        """
        swarm = "forest"
        name = "owl"
        data = "%s"
        swarm-key = "%s"
        [coap]
        port = 0
        [http]
        port = 0
        [[peer]]
        address = "coap://127.0.0.1:%d"
        [hardware]
        kind = "sim"
        [limits]
        upload = "%dB"
        """
            .formatted(
                home.resolve("owl"), home.resolve("swarm").resolve("swarm.pub"), gatewayPort, RATE),
        "test");
    var log = new EventLog(new PrintStream(saidByDevice, true, UTF_8));
    return DeviceHost.start(
        DeviceConfig.from(settings), Role.DEVICE, Extension.none(), log, () -> {});
  }

  /** What a process before this one wrote; its epoch. */
  private long fill(ReplicaId id) throws Exception {
    var disk = new FileDisk(home.resolve("owl").resolve("journal"));
    var random = new SplittableRandom(1);
    long epoch = EpochStore.begin(disk, random, 0);
    var setup = new JournalSetup(id, epoch, JournalLimits.defaults(), random, _ -> {});
    try (Journal journal = Journal.open(disk, setup).journal()) {
      var dot = new Dot(new LogId(id, epoch, Lane.STATE.number()), 1);
      var change =
          new SwarmState((_, _) -> false).write(AIR.put(), dot, new HybridClock().tick(1));
      journal.append(
          List.of(new LogEntry(dot, 1, EntryKind.STATE, ChangeCodec.body(change))));
      append(journal, new LogId(id, epoch, Lane.TELEMETRY.number()), BACKLOG);
      append(journal, new LogId(id, epoch, Lane.URGENT.number()), URGENT);
      journal.commit();
    }
    return epoch;
  }

  private static void append(Journal journal, LogId log, int count) throws Exception {
    var batch = new ArrayList<LogEntry>();
    for (long seq = 1; seq <= count; seq++) {
      byte[] body = new Observation(AIR.hash(), List.of(1_500 + seq * 7_919 % 400)).body(AIR);
      batch.add(
          new LogEntry(new Dot(log, seq), seq * 1_000_000_000, EntryKind.OBSERVATION, body));
      if (batch.size() == 1_000 || seq == count) {
        journal.append(batch);
        batch.clear();
      }
    }
  }

  private void submit(GatewayHost gateway) throws Exception {
    Path mission =
        Files.writeString(
            home.resolve("look.yaml"),
            """
            schema: dunlin.mission/v1
            name: look
            tasks:
              look:
                do: sensor.sample
                needs: { has: [temperature] }
                effort: { duration: 1s }
                gives: { samples: { size: 10KB, kind: application/senml+json } }
            """);
    int exit =
        Main.commandLine()
            .execute("mission", "submit", mission.toString(), "--swarm", "forest", "--mqtt",
                gateway.brokerUrl());
    assertThat(exit).isZero();
  }

  private static long held(GatewayHost gateway, ReplicaId id, long epoch, Lane lane)
      throws Exception {
    for (JsonNode each : MAPPER.readTree(get(gateway, "/api/observations/held"))) {
      if (each.get("device").asString().equals(id.toString())
          && each.get("epoch").asString().equals(Long.toHexString(epoch))
          && each.get("lane").asInt() == lane.number()) {
        return each.get("count").asLong();
      }
    }
    return 0;
  }

  private static byte[] get(GatewayHost gateway, String path) throws Exception {
    var address = URI.create("http://127.0.0.1:" + gateway.webPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray())
          .body();
    }
  }

  private String said() {
    return saidByDevice.toString(UTF_8);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static int freePort() throws Exception {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call() && System.nanoTime() - end < 0) TimeUnit.MILLISECONDS.sleep(50);
    assertThat(condition.call()).isTrue();
  }
}
