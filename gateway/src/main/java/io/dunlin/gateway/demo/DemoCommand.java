package io.dunlin.gateway.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dunlin demo}. */
@Command(
    name = "demo",
    description =
        "The main job on one machine: a gateway and several devices, a mission over MQTT, a"
            + " partition, a lost device, and everything merged with nothing lost.")
public final class DemoCommand implements Callable<Integer> {
  @Option(names = "--headless", description = "End by itself; exit 0 only if everything held.")
  private boolean headless;

  @Option(names = "--report", paramLabel = "FILE", description = "Write what was seen as JSON.")
  private @Nullable Path report;

  @Option(names = "--data", paramLabel = "DIR", description = "Replay the recordings in DIR.")
  private @Nullable Path data;

  @Option(names = "--seed", defaultValue = "1", description = "Of links, sensors and choices.")
  private long seed = 1;

  @Option(names = "--mission", paramLabel = "FILE", description = "Upload this mission instead.")
  private @Nullable Path mission;

  @Option(names = "--devices", defaultValue = "5", description = "Devices, 4 to 12.")
  private int devices = 5;

  @Option(names = "--partition-at", defaultValue = "6", hidden = true)
  private double partitionAt = 6;

  @Option(names = "--partition-for", defaultValue = "12", hidden = true)
  private double partitionFor = 12;

  @Option(names = "--kill-at", defaultValue = "9", hidden = true)
  private double killAt = 9;

  @Option(names = "--kill", hidden = true)
  private @Nullable String kill;

  @Option(names = "--swallow", paramLabel = "NAME:NUMBER", hidden = true)
  private @Nullable String swallow;

  @Option(names = "--converge", defaultValue = "60", hidden = true)
  private long convergeSeconds = 60;

  @Option(names = "--keep", hidden = true, description = "Keep the working directory.")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintStream talk = System.err;
    if (devices < Scenario.DEVICES_MIN || devices > Scenario.DEVICES_MAX) {
      talk.println("dunlin demo: --devices is " + devices + ", allowed are 4 to 12");
      return 2;
    }
    if (data != null && !Files.isDirectory(data)) {
      talk.println("dunlin demo: --data " + data + " is not a directory");
      return 2;
    }
    var scenario =
        new Scenario(
            seed,
            Scenario.crafts(devices),
            data,
            mission,
            partitionAt,
            partitionFor,
            killAt,
            kill,
            swallow == null ? null : Scenario.Swallowed.parse(swallow),
            convergeSeconds);
    Path home = Files.createTempDirectory("dunlin-demo-");
    try {
      return play(scenario, home, talk);
    } catch (DemoException e) {
      talk.println("dunlin demo: " + e.getMessage());
      return 1;
    }
  }

  private int play(Scenario scenario, Path home, PrintStream talk)
      throws IOException, DemoException, InterruptedException {
    var swarm = new Swarm(scenario, home, Commands.of(System.getenv()));
    var ending = new Ending(swarm, home, keep);
    Thread hook = new Thread(ending::end, "stop-demo");
    Runtime.getRuntime().addShutdownHook(hook);
    try (var eye = new Eye(swarm)) {
      long start = System.nanoTime();
      Outcome outcome =
          new Story(
                  scenario,
                  swarm,
                  eye,
                  line -> talk.printf("%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, line))
              .play();
      if (report != null) outcome.write(report);
      else System.out.println(outcome.json());
      for (String failure : outcome.failures()) talk.println("dunlin demo: FAILED: " + failure);
      if (outcome.failures().isEmpty()) {
        talk.println("dunlin demo: everything held; nothing acknowledged was lost");
      }
      if (!headless) {
        talk.println(
            "dunlin demo: the swarm runs on; look at http://127.0.0.1:"
                + swarm.dashboardPort()
                + "/ and press Ctrl-C to end");
        new CountDownLatch(1).await();
      }
      return outcome.failures().isEmpty() ? 0 : 1;
    } finally {
      ending.end();
      if (keep) talk.println("dunlin demo: kept " + home);
    }
  }
}
