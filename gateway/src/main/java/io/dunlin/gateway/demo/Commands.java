package io.dunlin.gateway.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How processes are started: the command lines that the launcher hands over in {@code
 * DUNLIN_DEVICE_COMMAND} and {@code DUNLIN_GATEWAY_COMMAND}, one word a line.
 */
record Commands(List<String> deviceWords, List<String> gatewayWords) {

  static Commands of(Map<String, String> environment) throws DemoException {
    return new Commands(
        words(environment, "DUNLIN_DEVICE_COMMAND"), words(environment, "DUNLIN_GATEWAY_COMMAND"));
  }

  private static List<String> words(Map<String, String> environment, String variable)
      throws DemoException {
    String command = environment.get(variable);
    if (command == null || command.isBlank()) {
      throw new DemoException(variable + " is not set; start the demo with ./dunlin demo");
    }
    return command.lines().filter(word -> !word.isEmpty()).toList();
  }

  List<String> device(Path config) {
    return with(deviceWords, "device", "run", "--supervised", "--config", config.toString());
  }

  List<String> gateway(Path config) {
    return with(gatewayWords, "gateway", "run", "--supervised", "--config", config.toString());
  }

  /** The mission goes the way a user's does. */
  List<String> submit(Path mission, int mqttPort) {
    return with(
        gatewayWords,
        "mission",
        "submit",
        mission.toString(),
        "--swarm",
        "demo",
        "--mqtt",
        "tcp://127.0.0.1:" + mqttPort);
  }

  private static List<String> with(List<String> words, String... more) {
    var command = new ArrayList<>(words);
    command.addAll(List.of(more));
    return command;
  }
}
