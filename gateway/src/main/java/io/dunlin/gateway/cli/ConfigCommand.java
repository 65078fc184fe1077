package io.dunlin.gateway.cli;

import io.dunlin.gateway.host.GatewayConfig;
import io.dunlin.runtime.host.config.ConfigException;
import io.dunlin.runtime.host.config.DeviceConfig;
import io.dunlin.runtime.host.config.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dunlin config check|show}. */
@Command(
    name = "config",
    description = "Check and show settings.",
    subcommands = {ConfigCommand.Check.class, ConfigCommand.Show.class})
final class ConfigCommand {

  private static Settings load(Path file) throws ConfigException {
    return Settings.load(GatewayConfig.SCHEMA, file, System.getenv());
  }

  @Command(name = "check", description = "Check a configuration; exit 2 when it is wrong.")
  static final class Check implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "TOML.")
    private Path file = Path.of("dunlin.toml");

    @Override
    public Integer call() {
      try {
        DeviceConfig checked = DeviceConfig.from(load(file));
        System.err.println("dunlin: " + file + " is valid for " + checked.name());
        return Exit.OK;
      } catch (ConfigException e) {
        System.err.println("dunlin: " + e.getMessage());
        return Exit.INVALID;
      }
    }
  }

  @Command(name = "show", description = "Print every setting in force.")
  static final class Show implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "TOML.")
    private Path file = Path.of("dunlin.toml");

    @Option(names = "--origin", description = "Say where each value comes from.")
    private boolean origin;

    @Override
    public Integer call() {
      try {
        load(file)
            .all()
            .forEach((key, setting) ->
                System.out.println(
                    key + " = " + setting.value() + (origin ? "    # " + setting.origin() : "")));
        return Exit.OK;
      } catch (ConfigException e) {
        System.err.println("dunlin: " + e.getMessage());
        return Exit.INVALID;
      }
    }
  }
}
