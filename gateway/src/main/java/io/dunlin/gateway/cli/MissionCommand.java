package io.dunlin.gateway.cli;

import io.dunlin.gateway.BusMessage;
import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.IntakeResult;
import io.dunlin.gateway.MissionGate;
import io.dunlin.gateway.intake.Compiled;
import io.dunlin.gateway.intake.MissionCompiler;
import io.dunlin.gateway.intake.ResultJson;
import io.dunlin.gateway.intake.Surroundings;
import io.dunlin.gateway.mqtt.PahoBus;
import io.dunlin.gateway.mqtt.Topics;
import io.dunlin.gateway.plan.MissionImportCommand;
import io.dunlin.gateway.plan.MissionPlanCommand;
import io.dunlin.runtime.state.SignedMission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code dunlin mission validate|submit|status|cancel|plan|import}. */
@Command(
    name = "mission",
    description = "Check, submit and follow missions.",
    subcommands = {
      MissionCommand.Validate.class,
      MissionPlanCommand.class,
      MissionImportCommand.class,
      MissionCommand.Submit.class,
      MissionCommand.Status.class,
      MissionCommand.Cancel.class
    })
final class MissionCommand {
  private static final JsonMapper JSON = new JsonMapper();

  @Command(name = "validate", description = "Check a mission file; exit 2 when it is wrong.")
  static final class Validate implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The mission, YAML or JSON.")
    private Path file = Path.of("mission.yaml");

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      byte[] bytes = read(file);
      if (bytes == null) return Exit.INVALID;
      Compiled compiled =
          new MissionCompiler()
              .compile(bytes, new Surroundings(MissionGate.PARTS_BYTES_MAX, "", List.of(), 0));
      return switch (compiled) {
        case Compiled.Right right -> {
          print(accepted(right));
          yield Exit.OK;
        }
        case Compiled.Wrong wrong -> {
          print(new IntakeResult.Rejected(wrong.why(), wrong.diagnostics()));
          yield wrong.why().exitCode();
        }
      };
    }

    private static IntakeResult accepted(Compiled.Right right) {
      var unsigned =
          new SignedMission(
              right.mission().name(), right.mission().canonicalBytes(), new byte[0], 0, false);
      return new IntakeResult.Accepted(
          right.mission().name(),
          unsigned.revision(),
          right.mission().tasks().size(),
          false,
          right.diagnostics());
    }

    private void print(IntakeResult result) {
      if (json) {
        System.out.println(new String(ResultJson.of(result), StandardCharsets.UTF_8));
        return;
      }
      for (Diagnostic each : result.diagnostics()) System.out.println(each.text(file.toString()));
      switch (result) {
        case IntakeResult.Accepted a ->
            System.err.println("dunlin: " + file + " is valid: " + a.tasks() + " tasks");
        case IntakeResult.Rejected r ->
            System.err.println("dunlin: " + file + " has " + r.diagnostics().size() + " findings");
      }
    }
  }

  /** What the commands that talk to a swarm share: where its broker is. */
  static final class Broker {
    @Option(
        names = "--swarm",
        required = true,
        paramLabel = "NAME",
        description = "The swarm's name.")
    String swarm = "";

    @Option(
        names = "--mqtt",
        defaultValue = "tcp://127.0.0.1:1883",
        paramLabel = "URL",
        description = "The broker (default: ${DEFAULT-VALUE}).")
    String url = "";

    @Option(
        names = "--timeout",
        defaultValue = "20",
        paramLabel = "SECONDS",
        description = "How long to wait for an answer (default: ${DEFAULT-VALUE}).")
    long seconds = 20;

    PahoBus connect() {
      return PahoBus.open(url, "dunlin-cli-" + UUID.randomUUID(), _ -> {});
    }

    /** The first message on a topic that is wanted, or null when none came in time. */
    @Nullable BusMessage await(CompletableFuture<BusMessage> answer) throws InterruptedException {
      try {
        return answer.get(seconds, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        System.err.println(
            "dunlin: no answer from swarm "
                + swarm
                + " over "
                + url
                + " within "
                + seconds
                + " s; is the gateway running, and the name right?");
        return null;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Command(name = "submit", description = "Upload a mission over MQTT and wait for the result.")
  static final class Submit implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The mission, YAML or JSON.")
    private Path file = Path.of("mission.yaml");

    @picocli.CommandLine.Mixin private Broker broker = new Broker();

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
      byte[] bytes = read(file);
      if (bytes == null) return Exit.INVALID;
      String name = nameIn(bytes);
      if (name == null) {
        System.err.println("dunlin: " + file + " has no name; run dunlin mission validate");
        return Exit.INVALID;
      }
      var topics = new Topics(broker.swarm);
      String answerTopic = "dunlin/v1/" + broker.swarm + "/cli/" + UUID.randomUUID();
      var answer = new CompletableFuture<BusMessage>();
      try (PahoBus bus = broker.connect()) {
        bus.subscribe(answerTopic, answer::complete);
        bus.publish(
            new BusMessage(
                topics.put(name), bytes, false, null, answerTopic, null, new TreeMap<>()));
        BusMessage message = broker.await(answer);
        return message == null ? Exit.UNREACHABLE : print(message);
      }
    }

    private int print(BusMessage message) {
      String text = new String(message.payload(), StandardCharsets.UTF_8);
      JsonNode result = JSON.readTree(text);
      if (json) {
        System.out.println(text);
      } else {
        for (JsonNode each : result.path("diagnostics")) System.out.println(line(each));
      }
      if (result.path("result").asString("").equals("accepted")) {
        System.err.println(
            "dunlin: accepted "
                + result.path("name").asString()
                + " revision "
                + result.path("revision").asString());
        return Exit.OK;
      }
      String why = result.path("why").asString("rejected");
      System.err.println("dunlin: rejected: " + why);
      return switch (why) {
        case "cannot-be-placed" -> Exit.CANNOT_BE_PLACED;
        case "not-stored" -> Exit.FAILED;
        default -> Exit.INVALID;
      };
    }

    private String line(JsonNode each) {
      String nearest = each.path("nearest").asString("");
      return new Diagnostic(
              each.path("code").asString(""),
              each.path("severity").asString("").equals("warning")
                  ? Diagnostic.Severity.WARNING
                  : Diagnostic.Severity.ERROR,
              each.path("line").asInt(0),
              each.path("column").asInt(0),
              each.path("pointer").asString(""),
              each.path("message").asString(""),
              each.path("allowed").asString(""),
              nearest.isEmpty() ? null : nearest)
          .text(file.toString());
    }
  }

  @Command(name = "status", description = "Print where a mission stands, as JSON.")
  static final class Status implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The mission's name.")
    private String id = "";

    @picocli.CommandLine.Mixin private Broker broker = new Broker();

    @Override
    public Integer call() throws InterruptedException {
      var answer = new CompletableFuture<BusMessage>();
      try (PahoBus bus = broker.connect()) {
        bus.subscribe(new Topics(broker.swarm).status(id), answer::complete);
        BusMessage message = broker.await(answer);
        if (message == null) return Exit.UNREACHABLE;
        System.out.println(new String(message.payload(), StandardCharsets.UTF_8));
        return Exit.OK;
      }
    }
  }

  @Command(name = "cancel", description = "End a mission; its place is kept, so it stays ended.")
  static final class Cancel implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The mission's name.")
    private String id = "";

    @picocli.CommandLine.Mixin private Broker broker = new Broker();

    @Override
    public Integer call() throws InterruptedException {
      try (PahoBus bus = broker.connect()) {
        bus.publish(
            BusMessage.request(new Topics(broker.swarm).cancel(id), new byte[0], new TreeMap<>()));
        if (bus.await(Duration.ofSeconds(broker.seconds))) return Exit.OK;
      }
      System.err.println("dunlin: no broker at " + broker.url);
      return Exit.UNREACHABLE;
    }
  }

  /** The file's bytes, or null when it cannot be read, which was said then. */
  private static byte @Nullable [] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      System.err.println("dunlin: " + file + " is not a file");
      return null;
    }
    if (Files.size(file) > MissionGate.FILE_BYTES_MAX) {
      System.err.println("dunlin: " + file + " is larger than 256 KiB");
      return null;
    }
    return Files.readAllBytes(file);
  }

  /** The mission's name, which the topic needs, whatever else is wrong with the file. */
  private static @Nullable String nameIn(byte[] file) {
    for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
      String plain = line.strip().replaceAll("[\"',{}]", "").strip();
      if (plain.startsWith("name:")) {
        String name = plain.substring(5).replaceAll("#.*", "").strip();
        return name.matches("[a-z0-9][a-z0-9-]{0,62}") ? name : null;
      }
    }
    return null;
  }
}
