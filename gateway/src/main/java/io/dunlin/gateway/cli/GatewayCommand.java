package io.dunlin.gateway.cli;

import io.dunlin.gateway.host.GatewayConfig;
import io.dunlin.gateway.host.GatewayHost;
import io.dunlin.runtime.host.EventLog;
import io.dunlin.runtime.host.StartException;
import io.dunlin.runtime.host.Supervision;
import io.dunlin.runtime.host.config.ConfigException;
import io.dunlin.runtime.host.config.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dunlin gateway run}. */
@Command(
    name = "gateway",
    description = "The gateway process.",
    subcommands = {GatewayCommand.Run.class})
final class GatewayCommand {

  @Command(name = "run", description = "Run a gateway until it is told to stop (SIGTERM, Ctrl-C).")
  static final class Run implements Callable<Integer> {
    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "The gateway's settings, TOML.")
    private Path config = Path.of("dunlin.toml");

    @Option(
        names = "--supervised",
        hidden = true,
        description = "Obey standard input: the line quiet stops sampling, its end the gateway.")
    private boolean supervised;

    @Override
    public Integer call() throws InterruptedException {
      try {
        GatewayConfig checked =
            GatewayConfig.from(Settings.load(GatewayConfig.SCHEMA, config, System.getenv()));
        return run(checked);
      } catch (ConfigException e) {
        System.err.println("dunlin: " + e.getMessage());
        return Exit.INVALID;
      } catch (StartException e) {
        System.err.println("dunlin: " + e.getMessage());
        return Exit.FAILED;
      }
    }

    private int run(GatewayConfig config) throws StartException, InterruptedException {
      var stopped = new CountDownLatch(1);
      GatewayHost host = GatewayHost.start(config, new EventLog(System.out), stopped::countDown);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(host), "stop"));
      System.err.println(
          "dunlin: gateway of swarm "
              + config.device().swarm()
              + ": dashboard http://127.0.0.1:"
              + host.webPort()
              + "/, broker "
              + host.brokerUrl());
      if (supervised) Supervision.start(host::quiet, host::close);
      stopped.await();
      return host.failed() ? Exit.FAILED : Exit.OK;
    }

    /** SIGTERM and Ctrl-C are the normal way to stop: exit 0 once all is on the medium. */
    private static void stop(GatewayHost host) {
      host.close();
      Runtime.getRuntime().halt(host.failed() ? Exit.FAILED : Exit.OK);
    }
  }
}
