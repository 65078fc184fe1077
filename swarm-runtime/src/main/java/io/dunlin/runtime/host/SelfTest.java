package io.dunlin.runtime.host;

import io.dunlin.runtime.host.config.ConfigException;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.host.config.Settings;
import io.dunlin.runtime.host.keys.KeyFiles;
import io.dunlin.runtime.state.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code dunlin device self-test}: two simulated devices in this process record, hear each other
 * over CoAP and become equal. It is also the training run of the AOT cache, so it walks the paths
 * that a device walks.
 */
@Command(
    name = "self-test",
    description = "Start two simulated devices here and check that they become equal.")
final class SelfTest implements Callable<Integer> {
  private static final long WAIT_SECONDS = 20;

  @Override
  public Integer call() throws IOException, ConfigException, StartException, InterruptedException {
    Path home = Files.createTempDirectory("dunlin-self-test-");
    try {
      KeyFiles.makeSwarm(home);
      int portA = freePort();
      int portB = freePort();
      var log =
          new EventLog(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
      try (DeviceHost a = start(home, "a", portA, portB, log);
          DeviceHost b = start(home, "b", portB, portA, log)) {
        TimeUnit.SECONDS.sleep(2);
        a.quiet();
        b.quiet();
        boolean equal = becomeEqual(a, b);
        System.err.println("dunlin: self-test " + (equal ? "passed" : "failed: not equal"));
        return equal ? 0 : 1;
      }
    } finally {
      delete(home);
    }
  }

  private static DeviceHost start(Path home, String name, int port, int peer, EventLog log)
      throws ConfigException, StartException, InterruptedException {
    var settings = new Settings(DeviceConfig.SCHEMA);
    settings.text(
        """
        swarm = "self-test"
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
        every = "100ms"
        """
            .formatted(name, home.resolve(name), home.resolve("swarm.pub"), port, peer),
        "self-test");
    return DeviceHost.start(
        DeviceConfig.from(settings), Role.DEVICE, Extension.none(), log, () -> {});
  }

  private static boolean becomeEqual(DeviceHost a, DeviceHost b) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (System.nanoTime() - deadline < 0) {
      var pictureA = a.picture();
      if (pictureA.view().members().size() == 2 && pictureA.digest().equals(b.picture().digest())) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return false;
  }

  private static int freePort() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
