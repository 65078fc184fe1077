package io.dunlin.gateway.cli;

import io.dunlin.gateway.demo.DemoCommand;
import io.dunlin.gateway.plan.PlanCommand;
import io.dunlin.runtime.host.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        "device run, log, data and sim are in the device's jar; ./dunlin finds the right one.",
        "Exit codes: 0 ok, 1 failed, 2 usage or invalid input, 3 cannot be placed, 4 unreachable."
      },
      subcommands = {
        DemoCommand.class,
        GatewayCommand.class,
        MissionCommand.class,
        SwarmCommands.Device.class,
        SwarmCommands.Links.class,
        ConfigCommand.class,
        PlanCommand.class,
        NotYet.Leases.class,
        NotYet.Catalogue.class,
        NotYet.Login.class,
        JoinCommand.class,
        NotYet.Image.class,
        CompletionCommand.class
      })
  static final class Dunlin {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return commandLine().execute(args);
  }

  /** The whole tree, also for completion and tests. Every command has {@code --help}. */
  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Dunlin());
    helped(root);
    return root.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, _) -> usage(e))
        .setExecutionExceptionHandler((e, command, _) -> {
          command.getErr().println("dunlin: " + reason(e));
          return Exit.FAILED;
        });
  }

  private static void helped(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getSubcommands().values().forEach(Main::helped);
  }

  /** What is wrong and what was meant, in two lines; the whole usage would hide it. */
  private static int usage(CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("dunlin: " + reason(e));
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      if (!near.isEmpty()) err.println("dunlin: did you mean " + String.join(" or ", near) + "?");
    }
    err.println("dunlin: see " + command.getCommandSpec().qualifiedName() + " --help");
    return Exit.INVALID;
  }

  /** What went wrong in words; a user never sees a stack trace. */
  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
