package io.dunlin.planner.format;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Effort;
import io.dunlin.planner.InvalidProblemException;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.PlanTask;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Relaying;
import io.dunlin.planner.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a benchmark instance:
 *
 * <pre>{"name","tasks":[{"name","cost"}],"dependencies":[{"source","target","size"}],
 * "nodes":[{"name","speed"}],"links":[{"a","b","speed"}]}</pre>
 *
 * and the optional members of the interface note (times, cores, memory, needs, affinity,
 * antiAffinity, release, deadline; data; has; latency; directed). Members that it does not know are
 * passed over. A link that exists is used directly; only where there is none, data is relayed.
 */
public final class InstanceReader {
  /** What is known of a task before the nodes are. */
  private static final class RawTask {
    String name = "";
    double cost;
    boolean costed;
    @Nullable List<Double> times;
    int cores = 1;
    long memory;
    List<String> needs = List.of();
    List<String> with = List.of();
    List<String> apartFrom = List.of();
    double release;
    @Nullable Double deadline;
    int line;
    int column;
  }

  private record RawLink(
      String a, String b, double speed, double latency, @Nullable Boolean directed) {}

  private final JsonCursor json;
  private final Problem.Builder problem = Problem.builder().relaying(Relaying.WHERE_NO_LINK);
  private final List<RawTask> tasks = new ArrayList<>();
  private final List<String> nodes = new ArrayList<>();
  private final List<RawLink> links = new ArrayList<>();

  /** Where in the file stands what the checks of the problem will speak of. */
  private final Map<String, int[]> places = new HashMap<>();

  private String name = "";
  private boolean directed;

  private InstanceReader(JsonCursor json) {
    this.json = json;
  }

  /**
   * Reads UTF-8 JSON of at most 256 MiB.
   *
   * @throws FormatException for anything that is not a valid instance
   */
  public static Instance read(byte[] bytes) throws FormatException {
    try (JsonCursor json = new JsonCursor(bytes)) {
      InstanceReader reader = new InstanceReader(json);
      json.object("an instance", reader::member);
      json.end();
      return reader.instance();
    }
  }

  private void member(String member) throws FormatException {
    switch (member) {
      case "name" -> name = json.string("name");
      case "directed" -> directed = json.flag("directed");
      case "tasks" -> json.array("tasks", this::task);
      case "dependencies" -> json.array("dependencies", this::dependency);
      case "nodes" -> json.array("nodes", this::node);
      case "links" -> json.array("links", this::link);
      default -> json.skip();
    }
  }

  private void task() throws FormatException {
    RawTask task = new RawTask();
    task.line = json.line();
    task.column = json.column();
    json.object(
        "a task",
        member -> {
          switch (member) {
            case "name" -> task.name = json.string("the name of a task");
            case "cost" -> {
              task.cost = json.number("cost");
              task.costed = true;
            }
            case "times" -> task.times = json.numbers("times");
            case "cores" -> task.cores = json.count("cores");
            case "memory" -> task.memory = bytes("memory");
            case "needs" -> task.needs = json.strings("needs");
            case "affinity" -> task.with = json.strings("affinity");
            case "antiAffinity" -> task.apartFrom = json.strings("antiAffinity");
            case "release" -> task.release = json.number("release");
            case "deadline" -> task.deadline = json.number("deadline");
            default -> json.skip();
          }
        });
    if (!task.costed && task.times == null) {
      throw new FormatException(task.line, task.column, "task \"" + task.name + "\" has no cost");
    }
    place("task \"" + task.name + '"', task.line, task.column);
    tasks.add(task);
  }

  private void dependency() throws FormatException {
    int line = json.line();
    int column = json.column();
    String[] ends = {"", "", ""};
    double[] size = {0};
    json.object(
        "a dependency",
        member -> {
          switch (member) {
            case "source" -> ends[0] = json.string("source");
            case "target" -> ends[1] = json.string("target");
            case "data" -> ends[2] = json.string("data");
            case "size" -> size[0] = json.number("size");
            default -> json.skip();
          }
        });
    place("edge \"" + ends[0] + "\" -> \"" + ends[1] + '"', line, column);
    problem.edge(new DataEdge(ends[0], ends[1], ends[2], size[0]));
  }

  private void node() throws FormatException {
    int line = json.line();
    int column = json.column();
    String[] node = {""};
    double[] speed = {1};
    int[] cores = {1};
    long[] memory = {Long.MAX_VALUE};
    List<String> has = new ArrayList<>();
    json.object(
        "a node",
        member -> {
          switch (member) {
            case "name" -> node[0] = json.string("the name of a node");
            case "speed" -> speed[0] = json.number("speed");
            case "cores" -> cores[0] = json.count("cores");
            case "memory" -> memory[0] = bytes("memory");
            case "has" -> has.addAll(json.strings("has"));
            default -> json.skip();
          }
        });
    place("device \"" + node[0] + '"', line, column);
    nodes.add(node[0]);
    problem.device(
        PlanDevice.named(node[0], speed[0])
            .cores(cores[0])
            .memoryBytes(memory[0])
            .has(has)
            .build());
  }

  private void link() throws FormatException {
    int line = json.line();
    int column = json.column();
    String[] ends = {"", ""};
    double[] speed = {0, 0};
    boolean[] oneWay = {false, false};
    json.object(
        "a link",
        member -> {
          switch (member) {
            case "a" -> ends[0] = json.string("a");
            case "b" -> ends[1] = json.string("b");
            case "speed" -> speed[0] = json.number("speed");
            case "latency" -> speed[1] = json.number("latency");
            case "directed" -> {
              oneWay[0] = json.flag("directed");
              oneWay[1] = true;
            }
            default -> json.skip();
          }
        });
    place("link \"" + ends[0] + "\" -> \"" + ends[1] + '"', line, column);
    place("link \"" + ends[1] + "\" -> \"" + ends[0] + '"', line, column);
    if (!ends[0].equals(ends[1])) {
      links.add(new RawLink(ends[0], ends[1], speed[0], speed[1], oneWay[1] ? oneWay[0] : null));
    }
  }

  private long bytes(String what) throws FormatException {
    double value = json.number(what);
    if (value < 0) {
      throw json.error(what + " is negative");
    }
    return value >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) Math.ceil(value);
  }

  private Instance instance() throws FormatException {
    for (RawTask task : tasks) {
      problem.task(
          PlanTask.named(task.name, effort(task))
              .cores(task.cores)
              .memoryBytes(task.memory)
              .needs(task.needs)
              .release(task.release)
              .deadline(task.deadline)
              .build());
      rules(task, task.with, true);
      rules(task, task.apartFrom, false);
    }
    for (RawLink link : links) {
      problem.link(new PlanLink(link.a(), link.b(), link.latency(), link.speed()));
      Boolean oneWay = link.directed();
      if (!(oneWay == null ? directed : oneWay)) {
        problem.link(new PlanLink(link.b(), link.a(), link.latency(), link.speed()));
      }
    }
    Map<String, Instance.Place> taskPlaces = new HashMap<>();
    tasks.forEach(task -> taskPlaces.put(task.name, new Instance.Place(task.line, task.column)));
    try {
      return new Instance(name, problem.build(), taskPlaces);
    } catch (InvalidProblemException e) {
      int[] place = located(e.place());
      throw new FormatException(place[0], place[1], e.place() + ": " + e.what());
    }
  }

  private void rules(RawTask task, List<String> others, boolean together) throws FormatException {
    for (String other : others) {
      if (other.equals(task.name)) {
        throw new FormatException(
            task.line, task.column, "task \"" + task.name + "\" names itself in a rule");
      }
      List<String> pair = List.of(task.name, other);
      problem.rule(together ? Rule.together(pair) : Rule.apart(pair));
    }
  }

  private Effort effort(RawTask task) throws FormatException {
    List<Double> times = task.times;
    if (times == null) {
      return new Effort.Work(task.cost);
    }
    if (times.size() != nodes.size()) {
      throw new FormatException(
          task.line,
          task.column,
          "task \""
              + task.name
              + "\" has "
              + times.size()
              + " times for "
              + nodes.size()
              + " nodes");
    }
    SortedMap<String, Double> seconds = new TreeMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      seconds.put(nodes.get(i), times.get(i));
    }
    return new Effort.Measured(seconds);
  }

  /** The last of equals stays: it is the one a check complains about. */
  private void place(String what, int line, int column) {
    places.put(what, new int[] {line, column});
  }

  private int[] located(String place) {
    int end = place.length();
    while (end > 0) {
      int[] found = places.get(place.substring(0, end));
      if (found != null) {
        return found;
      }
      end = place.lastIndexOf('"', end - 2) + 1;
    }
    return new int[] {1, 1};
  }
}
