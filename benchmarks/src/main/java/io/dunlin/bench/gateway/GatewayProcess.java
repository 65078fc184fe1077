package io.dunlin.bench.gateway;

import io.dunlin.runtime.host.keys.KeyFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, with the heap it has in the field. */
final class GatewayProcess implements AutoCloseable {
  static final String SWARM = "bench";
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final long READY_SECONDS = 60;

  private final Path home;
  private final int port;
  private Process process;
  private CountDownLatch ready = new CountDownLatch(1);

  /** Starts one with an empty disk; it listens when this returns. */
  static GatewayProcess start(Path home) throws Exception {
    return new GatewayProcess(home);
  }

  private GatewayProcess(Path home) throws Exception {
    this.home = home;
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    KeyFiles.makeSwarm(Files.createDirectories(home.resolve("swarm")));
    Files.writeString(
        home.resolve("gateway.toml"),
        """
        swarm = "%s"
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
        [limits]
        journal = "8GB"
        blobs = "2GB"
        """
            .formatted(SWARM, home.resolve("data"), home.resolve("swarm/swarm.pub"), port));
    process = launch();
  }

  private Process launch() throws IOException, InterruptedException {
    var started =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dkryo.unsafe=false",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.dunlin.gateway.cli.Main",
                    "gateway",
                    "run",
                    "--supervised",
                    "--config",
                    home.resolve("gateway.toml").toString()))
            .redirectError(ProcessBuilder.Redirect.appendTo(home.resolve("talk").toFile()))
            .start();
    var latch = ready;
    Thread.ofVirtual().start(() -> read(started, latch));
    if (!latch.await(READY_SECONDS, TimeUnit.SECONDS) || !started.isAlive()) {
      started.destroyForcibly();
      throw new IOException("the gateway did not start: " + Files.readString(home.resolve("talk")));
    }
    return started;
  }

  private static void read(Process process, CountDownLatch ready) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("\"event\":2000")) ready.countDown();
      }
    } catch (IOException e) {
      // It is gone.
    } finally {
      ready.countDown();
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** The directory of its store. */
  Path store() {
    return home.resolve("data/store");
  }

  /** The directory of its blobs. */
  Path blobs() {
    return home.resolve("data/blobs");
  }

  /** Ends it, so that others may read what it left. */
  void stop() {
    close();
  }

  /** Most memory it ever held, heap and all. */
  long peakBytes() throws IOException {
    Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
    return peak.find() ? Long.parseLong(peak.group(1)) * 1024 : 0;
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    var _ = process.destroyForcibly().waitFor();
  }

  /** A new process on the disk that is left. */
  void restart() throws IOException, InterruptedException {
    ready = new CountDownLatch(1);
    process = launch();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
