package io.dunlin.runtime.host;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the device's jar: {@code device}, {@code log}, {@code data}, {@code sim}. */
public final class Main {

  private Main() {}

  @Command(
      name = "dunlin",
      description = "The device side of Dunlin, an edge swarm runtime.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      subcommands = {DeviceCommand.class, LogCommand.class, DataCommand.class, SimCommand.class})
  static final class Dunlin {}

  /** Runs and exits: 0 ok, 1 failed, 2 usage or invalid input. */
  public static void main(String[] args) {
    // Libraries speak up only when something is wrong; what happens are events.
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Dunlin())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, command, _) -> {
          command.getErr().println("dunlin: " + reason(e));
          return 1;
        })
        .execute(args);
  }

  /** What went wrong in words; a user never sees a stack trace. */
  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
