package io.dunlin.gateway.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One process of the demo: its events come by standard output, {@code quiet} goes to its standard
 * input, and when that closes it stops by itself, so nothing outlives the demo.
 */
final class Child {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final int DEVICE_READY = 1001;
  private static final int GATEWAY_READY = 2000;

  private final String name;
  private final int readyNumber;
  private final Process process;
  private final Thread reader;
  private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
  private final long startNanos = System.nanoTime();
  private volatile double readySeconds;
  private volatile long peakBytes;

  private Child(String name, Process process, Consumer<JsonNode> events) {
    this.name = name;
    this.readyNumber = name.equals(Scenario.GATEWAY) ? GATEWAY_READY : DEVICE_READY;
    this.process = process;
    reader = Thread.ofVirtual().name("events-" + name).start(() -> read(events));
  }

  static Child start(String name, List<String> command, Path talk, Consumer<JsonNode> events)
      throws IOException {
    var builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(new File(talk.toString())));
    return new Child(name, builder.start(), events);
  }

  private void read(Consumer<JsonNode> events) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("{")) continue;
        JsonNode event = JSON.readTree(line);
        int number = event.path("event").asInt(0);
        if (number == readyNumber) {
          readySeconds = (System.nanoTime() - startNanos) / 1e9;
          ready.complete(event);
        }
        events.accept(event);
      }
    } catch (IOException e) {
      // The process is gone, as its exit tells.
    } finally {
      ready.completeExceptionally(new IOException(name + " ended before it was ready"));
    }
  }

  /** The event with which it said it was ready. */
  JsonNode awaitReady(long seconds) throws DemoException, InterruptedException {
    try {
      return ready.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new DemoException(name + " was not ready within " + seconds + " s");
    } catch (ExecutionException e) {
      throw new DemoException(String.valueOf(e.getMessage()));
    }
  }

  double readySeconds() {
    return readySeconds;
  }

  /** Reads the peak of the resident memory while the process lives; keeps the last value. */
  long peakBytes() {
    try {
      Path status = Path.of("/proc/" + process.pid() + "/status");
      Matcher peak = PEAK.matcher(Files.readString(status));
      if (peak.find()) peakBytes = Long.parseLong(peak.group(1)) * 1024;
    } catch (IOException e) {
      // Gone; the last value stands.
    }
    return peakBytes;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Tells it to record nothing new, so that replicas can become equal. */
  void quiet() throws IOException {
    Writer in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    in.write("quiet\n");
    in.flush();
  }

  /** SIGKILL: no goodbye. Returns when all it ever said was read. */
  void kill() throws InterruptedException {
    peakBytes();
    process.destroyForcibly();
    process.waitFor();
    reader.join();
  }

  /** Asks it to stop, and makes it stop when it does not. Returns its exit code. */
  int stop() throws InterruptedException {
    peakBytes();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    int exit = process.waitFor();
    reader.join();
    return exit;
  }
}
