package io.dunlin.runtime.host;

import io.dunlin.runtime.host.config.ConfigException;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.host.config.Settings;
import io.dunlin.runtime.state.Role;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dunlin device run|self-test}. */
@Command(
    name = "device",
    description = "One device process.",
    subcommands = {DeviceCommand.Run.class, SelfTest.class})
final class DeviceCommand {

  @Command(name = "run", description = "Run a device until it is told to stop (SIGTERM, Ctrl-C).")
  static final class Run implements Callable<Integer> {
    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "The device's settings, TOML.")
    private Path config = Path.of("dunlin.toml");

    @Option(
        names = "--supervised",
        hidden = true,
        description = "Obey standard input: the line quiet stops sampling, its end the device.")
    private boolean supervised;

    @Override
    public Integer call() throws InterruptedException {
      PrintStream talk = System.err;
      try {
        DeviceConfig checked =
            DeviceConfig.from(Settings.load(DeviceConfig.SCHEMA, config, System.getenv()));
        return run(checked, supervised, talk);
      } catch (ConfigException e) {
        talk.println("dunlin: " + e.getMessage());
        return 2;
      } catch (StartException e) {
        talk.println("dunlin: " + e.getMessage());
        return 1;
      }
    }

    private static int run(DeviceConfig config, boolean supervised, PrintStream talk)
        throws StartException, InterruptedException {
      var stopped = new CountDownLatch(1);
      var events = new EventLog(System.out);
      DeviceHost host =
          DeviceHost.start(config, Role.DEVICE, Extension.none(), events, stopped::countDown);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(host), "stop"));
      talk.println(
          "dunlin: device "
              + config.name()
              + " ("
              + host.member().id()
              + ") of swarm "
              + config.swarm()
              + " listens on "
              + host.coapAddress());
      if (supervised) Supervision.start(host::quiet, host::close);
      stopped.await();
      return host.failed() ? 1 : 0;
    }

    /** SIGTERM and Ctrl-C are the normal way to stop a device: exit 0 once all is on the medium. */
    private static void stop(DeviceHost host) {
      host.close();
      Runtime.getRuntime().halt(host.failed() ? 1 : 0);
    }
  }
}
