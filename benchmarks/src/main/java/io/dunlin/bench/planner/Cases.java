package io.dunlin.bench.planner;

import io.dunlin.planner.format.FormatException;
import io.dunlin.planner.format.InstanceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instances with their published figures. */
final class Cases {
  private Cases() {}

  /**
   * The directory that holds {@code peers.csv}: the environment's {@code DUNLIN_INSTANCES}, else
   * {@code bench/planner} in the system property {@code dunlin.shared}, else beside the project;
   * null when it is nowhere.
   */
  static @Nullable Path directory() {
    var tried = new ArrayList<Path>();
    String named = System.getenv("DUNLIN_INSTANCES");
    if (named != null && !named.isEmpty()) tried.add(Path.of(named));
    String shared = System.getProperty("dunlin.shared");
    if (shared != null) tried.add(Path.of(shared, "bench", "planner"));
    tried.add(Path.of("..", "shared", "bench", "planner"));
    for (Path each : tried) if (Files.isRegularFile(each.resolve("peers.csv"))) return each;
    return null;
  }

  /** By name. */
  static List<Case> read(Path directory) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("peers.csv"));
    List<String> head = List.of(lines.getFirst().split(",", -1));
    var cases = new ArrayList<Case>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = List.of(line.split(",", -1));
      String name = row.get(head.indexOf("instance"));
      byte[] json = Files.readAllBytes(directory.resolve(name + ".json"));
      try {
        cases.add(
            new Case(
                name,
                row.get(head.indexOf("family")),
                InstanceReader.read(json).problem(),
                number(row.get(head.indexOf("heft"))),
                number(row.get(head.indexOf("best_published"))),
                number(row.get(head.indexOf("best_known"))),
                row.get(head.indexOf("proved_optimal")).equals("yes")));
      } catch (FormatException e) {
        throw new IOException(name + ".json:" + e.getMessage(), e);
      }
    }
    return cases;
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }
}
