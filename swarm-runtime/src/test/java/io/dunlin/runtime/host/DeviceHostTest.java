package io.dunlin.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.host.config.ConfigException;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.host.config.Settings;
import io.dunlin.runtime.host.keys.KeyFiles;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.step.Lane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole device on real sockets and files, and what it says when it cannot start. */
class DeviceHostTest {
  @TempDir Path home;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void keys() throws IOException {
    KeyFiles.makeSwarm(home);
  }

  private DeviceHost start(String swarm, String name, int port, int peer, String more)
      throws ConfigException, StartException, InterruptedException {
    return start(swarm, name, Role.DEVICE, port, peer, more);
  }

  private DeviceHost start(String swarm, String name, Role role, int port, int peer, String more)
      throws ConfigException, StartException, InterruptedException {
    var settings = new Settings(DeviceConfig.SCHEMA);
    settings.text(
        """
        swarm = "%s"
        name = "%s"
        data = "%s"
        swarm-key = "%s"
        [coap]
        port = %d
        [[peer]]
        address = "coap://127.0.0.1:%d"
        [hardware]
        kind = "sim"
        [[series]]
        name = "temperature"
        every = "50ms"
        %s
        """
            .formatted(
                swarm, name, home.resolve(name), home.resolve("swarm.pub"), port, peer, more),
        "test");
    var log = new EventLog(new PrintStream(said, true, StandardCharsets.UTF_8));
    return DeviceHost.start(DeviceConfig.from(settings), role, Extension.none(), log, () -> {});
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static int freePort() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void aDeviceKeepsItsIdAndItsEntriesOverARestartUnderANewEpoch() throws Exception {
    String id;
    long epoch;
    long entries;
    try (DeviceHost host = start("forest", "a", 0, 9, "")) {
      await(() -> said().contains("observations.acknowledged"));
      id = host.id().toString();
      epoch = host.member().epoch();
      entries = host.durableKnowledge().count();
    }
    try (DeviceHost host = start("forest", "a", 0, 9, "")) {
      assertThat(host.id()).hasToString(id);
      assertThat(host.member().epoch()).isNotEqualTo(epoch);
      assertThat(host.durableKnowledge().count()).isGreaterThanOrEqualTo(entries);
    }
    Path copy = home.resolve("a").resolve("state.snapshot");
    assertThat(copy).isRegularFile();
    Files.writeString(copy, "damaged");
    try (DeviceHost host = start("forest", "a", 0, 9, "")) {
      assertThat(host.picture().view().members()).containsOnlyKeys(host.id());
    }
    assertThat(Files.size(copy)).isGreaterThan(100);
    assertThat(said()).contains("device.ready").contains("device.stopped");
  }

  @Test
  void devicesOfDifferentSwarmsDoNotMix() throws Exception {
    int portA = freePort();
    int portB = freePort();
    try (DeviceHost a = start("forest", "a", portA, portB, "");
        DeviceHost b = start("valley", "b", portB, portA, "")) {
      await(() -> said().contains("sync.foreign") || said().contains("\"event\":1201"));
      assertThat(a.picture().view().members()).containsOnlyKeys(a.id());
      assertThat(b.picture().view().members()).containsOnlyKeys(b.id());
    }
  }

  @Test
  void aPortInUseIsSaid() throws Exception {
    try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start("forest", "a", taken.getLocalPort(), 9, ""))
          .isInstanceOf(StartException.class)
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void twoProcessesDoNotShareADataDirectory() throws Exception {
    try (DeviceHost a = start("forest", "a", 0, 9, "")) {
      assertThat(a.failed()).isFalse();
      assertThatThrownBy(() -> start("forest", "a", 0, 9, ""))
          .isInstanceOf(StartException.class)
          .hasMessageContaining(home.resolve("a").toString());
    }
  }

  @Test
  void aMissingDirectoryIsNamedAndNotMade() {
    assertThatThrownBy(() -> start("forest", "no/such", 0, 9, ""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("name");
    assertThatThrownBy(() -> startIn(home.resolve("absent/data")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("absent");
    assertThat(Files.exists(home.resolve("absent"))).isFalse();
  }

  private void startIn(Path data) throws Exception {
    var settings = new Settings(DeviceConfig.SCHEMA);
    settings.text(
        "swarm = \"forest\"\nname = \"a\"\ndata = \""
            + data
            + "\"\nswarm-key = \""
            + home.resolve("swarm.pub")
            + "\"\n[coap]\nport = 0\n",
        "test");
    var log = new EventLog(new PrintStream(said, true, StandardCharsets.UTF_8));
    DeviceHost.start(DeviceConfig.from(settings), Role.DEVICE, Extension.none(), log, () -> {})
        .close();
  }

  @Test
  void aMissingOrForeignSwarmKeyIsSaid() throws Exception {
    Files.writeString(home.resolve("swarm.pub"), "bm90IGEga2V5");
    assertThatThrownBy(() -> start("forest", "a", 0, 9, ""))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("swarm.pub");
    Files.delete(home.resolve("swarm.pub"));
    assertThatThrownBy(() -> start("forest", "a", 0, 9, ""))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void aSensorThatIsNotThereIsNamedWithWhatThereIs() {
    assertThatThrownBy(() -> start("forest", "a", 0, 9, "[[series]]\nname = \"geiger\"\n"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("geiger")
        .hasMessageContaining("temperature");
  }

  /** With three copies two neighbours hold what a device records; a gateway gets it from them. */
  @Test
  void copiesAreKeptByAsManyDevicesAsAskedForAndAGatewayTakesThemFromTheKeepers() throws Exception {
    int port = freePort();
    String copies = "[sync]\ncopies = 3\n";
    var others = new ArrayList<DeviceHost>();
    try (DeviceHost writer = start("forest", "writer", port, 9, copies)) {
      for (int i = 0; i < 4; i++) {
        others.add(start("forest", "other-" + i, 0, port, copies));
      }
      LogId log = new LogId(writer.id(), writer.member().epoch(), Lane.TELEMETRY.number());
      await(() -> others.stream().filter(other -> holds(other, log, 50)).count() == 2);
      assertThat(others.stream().filter(other -> holds(other, log, 1))).hasSize(2);
      assertThat(closed(writer)).isTrue();
      others.removeIf(other -> !holds(other, log, 1) && closed(other));
      assertThat(others).hasSize(2);
      int keeper = Integer.parseInt(others.getFirst().coapAddress().replaceAll(".*:", ""));
      try (DeviceHost gateway = start("forest", "hut", Role.GATEWAY, 0, keeper, "")) {
        await(() -> holds(gateway, log, 50));
      }
    } finally {
      others.forEach(DeviceHost::close);
    }
  }

  private static boolean holds(DeviceHost host, LogId log, int many) {
    return host.durableKnowledge().of(log).count() >= many;
  }

  private static boolean closed(DeviceHost host) {
    host.close();
    return true;
  }

  @Test
  void aQuietLongerThanSilenceOrCopiesOutOfBoundsAreSaid() {
    assertThatThrownBy(() -> start("forest", "a", 0, 9, "[sync]\nquiet = \"60s\"\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("limits.silent")
        .hasMessageContaining("240s");
    assertThatThrownBy(() -> start("forest", "a", 0, 9, "[sync]\ncopies = 9\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("0 to 8");
    assertThatThrownBy(() -> start("forest", "a", 0, 9, "[sync]\ncopys = 3\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sync.copies");
  }
}
