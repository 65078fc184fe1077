package io.dunlin.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code dunlin device ls|show} and {@code dunlin links}: what a gateway sees of the swarm. */
final class SwarmCommands {
  private static final JsonMapper JSON = new JsonMapper();

  private SwarmCommands() {}

  /** Which gateway to ask. */
  static final class Gateway {
    @Option(
        names = "--gateway",
        defaultValue = "http://127.0.0.1:8080",
        paramLabel = "URL",
        description = "The gateway's dashboard (default: ${DEFAULT-VALUE}).")
    String url = "";

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Nullable JsonNode swarm() throws InterruptedException {
      try (HttpClient http =
          HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(url + "/api/swarm"))
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) return JSON.readTree(answer.body());
        System.err.println("dunlin: " + url + " answered " + answer.statusCode());
      } catch (IOException e) {
        System.err.println("dunlin: no gateway answers at " + url + "; name it with --gateway");
      }
      return null;
    }
  }

  @Command(
      name = "device",
      description = "Devices of a swarm (and device run, self-test: see ./dunlin device --help).",
      subcommands = {List.class, Show.class})
  static final class Device {}

  @Command(name = "ls", description = "List the devices a gateway knows.")
  static final class List implements Callable<Integer> {
    @Mixin private Gateway gateway = new Gateway();

    @Override
    public Integer call() throws InterruptedException {
      JsonNode swarm = gateway.swarm();
      if (swarm == null) return Exit.UNREACHABLE;
      if (gateway.json) {
        System.out.println(swarm.path("members"));
        return Exit.OK;
      }
      System.out.printf("%-32s  %-20s %-8s %10s  %s%n", "ID", "NAME", "STATE", "HEARD", "HAS");
      for (JsonNode member : swarm.path("members")) {
        System.out.printf(
            "%-32s  %-20s %-8s %9.1fs  %s%n",
            member.path("id").asString(""),
            member.path("name").asString(""),
            member.path("state").asString(""),
            member.path("heardMillisAgo").asDouble(0) / 1e3,
            words(member.path("has")));
      }
      return Exit.OK;
    }
  }

  @Command(name = "show", description = "Show one device, by name or id.")
  static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "DEVICE", description = "Its name, or the beginning of its id.")
    private String device = "";

    @Mixin private Gateway gateway = new Gateway();

    @Override
    public Integer call() throws InterruptedException {
      JsonNode swarm = gateway.swarm();
      if (swarm == null) return Exit.UNREACHABLE;
      for (JsonNode member : swarm.path("members")) {
        if (member.path("name").asString("").equals(device)
            || member.path("id").asString("").startsWith(device)) {
          System.out.println(gateway.json ? member.toString() : member.toPrettyString());
          return Exit.OK;
        }
      }
      System.err.println("dunlin: no device " + device + "; dunlin device ls lists them");
      return Exit.FAILED;
    }
  }

  private static String words(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
  }

  /** What people call the device of an id; the beginning of the id where nobody told a name. */
  private static String name(JsonNode swarm, String id) {
    for (JsonNode member : swarm.path("members")) {
      if (member.path("id").asString("").equals(id)) return member.path("name").asString(id);
    }
    return id.substring(0, Math.min(8, id.length()));
  }

  @Command(name = "links", description = "Print the measured links.")
  static final class Links implements Callable<Integer> {
    @Mixin private Gateway gateway = new Gateway();

    @Override
    public Integer call() throws InterruptedException {
      JsonNode swarm = gateway.swarm();
      if (swarm == null) return Exit.UNREACHABLE;
      if (gateway.json) {
        System.out.println(swarm.path("links"));
        return Exit.OK;
      }
      System.out.printf(
          "%-20s %-20s %-5s %9s %7s %12s %8s%n", "FROM", "TO", "UP", "RTT", "LOSS", "RATE", "AGE");
      for (JsonNode link : swarm.path("links")) {
        System.out.printf(
            "%-20s %-20s %-5s %7.1fms %6.1f%% %9.0fkB/s %7.0fs%n",
            name(swarm, link.path("from").asString("")),
            name(swarm, link.path("to").asString("")),
            link.path("up").asBoolean() ? "up" : "down",
            link.path("rttMillis").asDouble(0),
            link.path("lossRatio").asDouble(0) * 100,
            link.path("bytesPerSecond").asDouble(0) / 1e3,
            link.path("ageSeconds").asDouble(0));
      }
      return Exit.OK;
    }
  }
}
