package io.dunlin.gateway.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code [hardware]} table of each craft: simulated, or recordings where there are some. */
final class DemoHardware {
  /** Which recordings the crafts replay, in their order and again from the first. */
  private static final List<String> SOURCES =
      List.of(
          "photos, sigfox",
          "camtrap-dp, movebank",
          "px4-ulog, camtrap-dp",
          "camtrap-dp, sigfox",
          "movebank, camtrap-dp");

  private DemoHardware() {}

  static String settings(Scenario scenario, Scenario.Craft craft) {
    var has = new ArrayList<>(craft.has());
    has.addAll(craft.sensors());
    var table = new StringBuilder("[hardware]\n");
    Path data = scenario.data();
    table.append("kind = \"").append(data == null ? "sim" : "replay, sim").append("\"\n");
    table.append("seed = ").append(Math.abs(scenario.seed() * 31 + craft.name().hashCode()));
    table.append("\nhas = \"").append(String.join(", ", has)).append("\"\n");
    table.append("photoKilobytes = 120\n");
    if (data != null) {
      table.append("data = \"").append(data.toAbsolutePath().normalize()).append("\"\n");
      table.append("source = \"").append(source(scenario, craft)).append("\"\n");
    }
    return table.toString();
  }

  /** The series a craft records. */
  static List<String> series(Scenario scenario, Scenario.Craft craft) {
    var series = new ArrayList<>(craft.sensors());
    if (scenario.data() != null && source(scenario, craft).contains("camtrap-dp")) {
      series.add("detections");
    }
    return series;
  }

  private static String source(Scenario scenario, Scenario.Craft craft) {
    return SOURCES.get(scenario.crafts().indexOf(craft) % SOURCES.size());
  }
}
