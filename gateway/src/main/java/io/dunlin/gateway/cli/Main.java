package io.dunlin.gateway.cli;

import io.dunlin.gateway.demo.DemoCommand;
import io.dunlin.runtime.host.Version;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dunlin}: everything but what the device's own jar does. */
public final class Main {

  private Main() {}

  @Command(
      name = "dunlin",
      description = "Dunlin, an edge swarm runtime for drones and sensors.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      footer = {
        "",
        "device run, log and sim are in the device's jar; ./dunlin finds the right one.",
        "Exit codes: 0 ok, 1 failed, 2 usage or invalid input, 3 cannot be placed, 4 unreachable."
      },
      subcommands = {
        DemoCommand.class,
        GatewayCommand.class,
        MissionCommand.class,
        SwarmCommands.Device.class,
        SwarmCommands.Links.class,
        ConfigCommand.class,
        NotYet.Plan.class,
        NotYet.Leases.class,
        NotYet.Catalogue.class,
        NotYet.Login.class,
        JoinCommand.class,
        NotYet.Data.class,
        NotYet.Image.class,
        AutoComplete.GenerateCompletion.class
      })
  static final class Dunlin {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return commandLine().execute(args);
  }

  /** The whole tree, also for completion and tests. */
  static CommandLine commandLine() {
    return new CommandLine(new Dunlin())
        .setOut(new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8))
        .setExecutionExceptionHandler((e, command, _) -> {
          command.getErr().println("dunlin: " + reason(e));
          return Exit.FAILED;
        });
  }

  /** What went wrong in words; a user never sees a stack trace. */
  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
