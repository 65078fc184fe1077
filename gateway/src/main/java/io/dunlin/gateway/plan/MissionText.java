package io.dunlin.gateway.plan;

import io.dunlin.planner.format.FlightPlan;
import io.dunlin.planner.format.FlightPlan.Point;
import io.dunlin.planner.format.FlightPlan.Survey;
import io.dunlin.planner.format.Workflow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes mission files from what other programs wrote. Names become slugs, quantities get units.
 */
final class MissionText {
  private static final int SLUG_MAX = 60;
  private static final double SECONDS_MIN = 0.001;
  private static final double METRES_PER_PHOTO = 20;

  private final StringBuilder text = new StringBuilder();

  private MissionText(String name, String from) {
    text.append("# Imported from ").append(from.replaceAll("\\p{Cntrl}", " ")).append(".\n");
    text.append("schema: dunlin.mission/v1\nname: ").append(name).append("\ntasks:\n");
  }

  /** Lower-case letters, digits and single hyphens; {@code otherwise} when none are left. */
  static String slug(String name, String otherwise) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    if (slug.length() > SLUG_MAX) slug = slug.substring(0, SLUG_MAX).replaceAll("-+$", "");
    return slug.isEmpty() ? otherwise : slug;
  }

  /**
   * Flights: the route is one task, each survey one for each drone.
   *
   * @param action the builtin that is done there
   * @param photoBytes expected size of one photo
   */
  static String of(
      FlightPlan plan, String name, String from, String action, int drones, long photoBytes) {
    var mission = new MissionText(name, from);
    if (plan.waypoints().size() > 1) mission.route(plan, action, photoBytes);
    else if (plan.surveys().isEmpty()) mission.point(plan, action, photoBytes);
    var rules = new StringBuilder();
    for (int i = 0; i < plan.surveys().size(); i++) {
      Survey survey = plan.surveys().get(i);
      String base = plan.surveys().size() == 1 ? "survey" : "survey-" + (i + 1);
      List<SurveySplit.Part> parts =
          SurveySplit.split(survey, plan.home(), plan.metresPerSecond(), drones);
      var names = new TreeSet<String>();
      for (int p = 0; p < parts.size(); p++) {
        String task = parts.size() == 1 ? base : base + "-" + letters(p);
        names.add(task);
        mission.part(task, action, parts.get(p), survey, photoBytes);
      }
      if (names.size() > 1) {
        rules.append("  - { apart: [").append(String.join(", ", names)).append("] }\n");
      }
    }
    if (!rules.isEmpty()) mission.text.append("rules:\n").append(rules);
    return mission.text.toString();
  }

  private static String letters(int number) {
    return number < 26
        ? "" + (char) ('a' + number)
        : letters(number / 26 - 1) + letters(number % 26);
  }

  private void route(FlightPlan plan, String action, long photoBytes) {
    double metres = SurveySplit.metres(plan.waypoints());
    flight("route", action, "route: " + points(plan.waypoints()), metres / plan.metresPerSecond());
    frames(metres / METRES_PER_PHOTO, photoBytes);
  }

  private void point(FlightPlan plan, String action, long photoBytes) {
    Point at = plan.waypoints().getFirst();
    flight("point", action, "point: " + point(at), 1);
    frames(1, photoBytes);
  }

  private void part(
      String task, String action, SurveySplit.Part part, Survey survey, long photoBytes) {
    flight(task, action, "polygon: " + points(part.polygon()), part.seconds());
    double spacing = survey.spacingMetres() > 0 ? survey.spacingMetres() : METRES_PER_PHOTO;
    double trigger = survey.triggerMetres() > 0 ? survey.triggerMetres() : METRES_PER_PHOTO;
    frames(part.squareMetres() / spacing / trigger, photoBytes);
  }

  private void flight(String task, String action, String at, double seconds) {
    text.append("  ").append(task).append(":\n    do: ").append(action).append('\n');
    text.append("    at: { ").append(at).append(" }\n");
    text.append("    effort: { duration: ").append(duration(seconds)).append(" }\n");
  }

  private void frames(double photos, long photoBytes) {
    String size = size(Math.round(Math.max(1, Math.ceil(photos)) * photoBytes));
    text.append("    gives: { frames: { size: ").append(size).append(" } }\n");
  }

  private static String points(List<Point> points) {
    return points.stream().map(MissionText::point).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String point(Point point) {
    return String.format(Locale.ROOT, "[%.7f, %.7f]", point.longitude(), point.latitude());
  }

  /** A workflow: each task runs a program under its key, files become data edges. */
  static String of(Workflow workflow, String name, String from) {
    var mission = new MissionText(name, from);
    Map<String, String> tasks = new HashMap<>();
    Map<String, String> outputs = new HashMap<>();
    Map<String, String> producers = new HashMap<>();
    Set<String> taken = new TreeSet<>();
    for (Workflow.Task task : workflow.tasks()) {
      tasks.put(task.id(), unique(slug(task.id(), "task"), taken));
      Set<String> names = new TreeSet<>();
      for (Workflow.Data data : task.outputs()) {
        outputs.put(data.id(), unique(output(data.id()), names));
        producers.put(data.id(), task.id());
      }
    }
    for (Workflow.Task task : workflow.tasks()) mission.task(task, tasks, outputs, producers);
    return mission.text.toString();
  }

  private void task(
      Workflow.Task task,
      Map<String, String> tasks,
      Map<String, String> outputs,
      Map<String, String> producers) {
    text.append("  ").append(tasks.get(task.id())).append(":\n");
    text.append("    run: ").append(slug(program(task.program()), "program")).append('\n');
    var takes = new TreeMap<String, String>();
    var after = new TreeSet<String>();
    for (String parent : task.parents()) after.add(String.valueOf(tasks.get(parent)));
    int number = 0;
    for (Workflow.Data data : task.inputs()) {
      String producer = producers.get(data.id());
      if (producer == null || producer.equals(task.id())) continue;
      takes.put("in" + ++number, tasks.get(producer) + "." + outputs.get(data.id()));
      after.remove(tasks.get(producer));
    }
    if (!takes.isEmpty()) text.append("    takes: ").append(flow(takes)).append('\n');
    if (!after.isEmpty()) {
      text.append("    after: [").append(String.join(", ", after)).append("]\n");
    }
    text.append("    needs: { cores: ").append(task.cores());
    if (task.memoryBytes() > 0) text.append(", memory: ").append(size(task.memoryBytes()));
    text.append(" }\n    effort: { work: ").append(duration(task.seconds())).append(" }\n");
    var gives = new TreeMap<String, String>();
    for (Workflow.Data data : task.outputs()) {
      gives.put(String.valueOf(outputs.get(data.id())), "{ size: " + size(data.bytes()) + " }");
    }
    if (!gives.isEmpty()) text.append("    gives: ").append(flow(gives)).append('\n');
  }

  /** The file name of a program with a path and arguments. */
  private static String program(String command) {
    String first = command.strip().split("\\s+", 2)[0];
    return first.substring(first.lastIndexOf('/') + 1);
  }

  private static String output(String id) {
    String name = id.substring(id.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]+", "-");
    name = name.replaceAll("^[^A-Za-z0-9]+", "");
    if (name.length() > SLUG_MAX)
      name = name.substring(name.length() - SLUG_MAX).replaceAll("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "out" : name;
  }

  private static String unique(String wanted, Set<String> taken) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      String tail = "-" + i;
      name = wanted.substring(0, Math.min(wanted.length(), SLUG_MAX - tail.length())) + tail;
    }
    return name;
  }

  private static String flow(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String duration(double seconds) {
    return String.format(Locale.ROOT, "%.3fs", Math.max(SECONDS_MIN, seconds));
  }

  /** Up to nine digits of bytes, then in thousands of them, rounded up. */
  private static String size(long bytes) {
    if (bytes < 1_000_000_000L) return bytes + "B";
    return (bytes + 999) / 1000 < 1_000_000_000L
        ? (bytes + 999) / 1000 + "kB"
        : (bytes + 999_999_999) / 1_000_000_000 + "GB";
  }
}
