package io.dunlin.planner.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads WfFormat 1.5 (github.com/wfcommons/WfFormat): {@code workflow.specification} with tasks and
 * files, {@code workflow.execution} with what each task took. Members that it does not need are
 * passed over.
 */
public final class WfFormatReader {
  private static final int TASKS_MAX = 1_000_000;

  private static final class Raw {
    String id = "";
    String name = "";
    String program = "";
    double seconds;
    int cores = 1;
    long memory;
    List<String> parents = List.of();
    List<String> inputs = List.of();
    List<String> outputs = List.of();
    int line;
    int column;
  }

  private final JsonCursor json;
  private final Map<String, Raw> tasks = new LinkedHashMap<>();
  private final Map<String, Raw> ran = new HashMap<>();
  private final Map<String, Long> files = new HashMap<>();
  private String name = "";
  private String version = "";
  private boolean specified;

  private WfFormatReader(JsonCursor json) {
    this.json = json;
  }

  /**
   * Reads UTF-8 JSON of at most 256 MiB.
   *
   * @throws FormatException for anything that is no workflow of version 1.5, and for parents or
   *     files that are not in it
   */
  public static Workflow read(byte[] bytes) throws FormatException {
    try (JsonCursor json = new JsonCursor(bytes)) {
      WfFormatReader reader = new WfFormatReader(json);
      json.object("a workflow", reader::member);
      json.end();
      return reader.workflow();
    }
  }

  private void member(String member) throws FormatException {
    switch (member) {
      case "name" -> name = json.string("name");
      case "schemaVersion" -> version = json.string("schemaVersion");
      case "workflow" ->
          json.object(
              "workflow",
              part -> {
                switch (part) {
                  case "specification" -> json.object("specification", this::specification);
                  case "execution" -> json.object("execution", this::execution);
                  default -> json.skip();
                }
              });
      default -> json.skip();
    }
  }

  private void specification(String member) throws FormatException {
    specified = true;
    switch (member) {
      case "tasks" -> json.array("tasks", this::task);
      case "files" -> json.array("files", this::file);
      default -> json.skip();
    }
  }

  private void task() throws FormatException {
    Raw task = new Raw();
    task.line = json.line();
    task.column = json.column();
    json.object(
        "a task",
        member -> {
          switch (member) {
            case "id" -> task.id = json.string("id");
            case "name" -> task.name = json.string("name");
            case "parents" -> task.parents = json.strings("parents");
            case "inputFiles" -> task.inputs = json.strings("inputFiles");
            case "outputFiles" -> task.outputs = json.strings("outputFiles");
            default -> json.skip();
          }
        });
    String id = task.id.isEmpty() ? task.name : task.id;
    if (id.isEmpty()) {
      throw new FormatException(task.line, task.column, "a task has neither id nor name");
    }
    task.id = id;
    if (tasks.put(id, task) != null) {
      throw new FormatException(task.line, task.column, "task \"" + id + "\" is given twice");
    }
    if (tasks.size() > TASKS_MAX) {
      throw new FormatException(task.line, task.column, "more than " + TASKS_MAX + " tasks");
    }
  }

  private void file() throws FormatException {
    String[] id = {""};
    double[] size = {0};
    json.object(
        "a file",
        member -> {
          switch (member) {
            case "id" -> id[0] = json.string("id");
            case "sizeInBytes" -> size[0] = notNegative(json.number("sizeInBytes", 0));
            default -> json.skip();
          }
        });
    files.put(id[0], (long) Math.ceil(size[0]));
  }

  private void execution(String member) throws FormatException {
    if (!member.equals("tasks")) {
      json.skip();
      return;
    }
    json.array(
        "tasks",
        () -> {
          Raw task = new Raw();
          json.object("a task", part -> executed(task, part));
          ran.put(task.id, task);
        });
  }

  private void executed(Raw task, String member) throws FormatException {
    switch (member) {
      case "id" -> task.id = json.string("id");
      case "runtimeInSeconds" -> task.seconds = notNegative(json.number("runtimeInSeconds", 0));
      case "coreCount" -> task.cores = (int) Math.clamp(json.number("coreCount", 1), 1, 256);
      case "memoryInBytes" -> task.memory = (long) notNegative(json.number("memoryInBytes", 0));
      case "command" ->
          json.object(
              "command",
              part -> {
                if (part.equals("program")) {
                  task.program = json.string("program");
                } else {
                  json.skip();
                }
              });
      default -> json.skip();
    }
  }

  private double notNegative(double value) throws FormatException {
    if (value < 0) {
      throw json.error(value + " is negative");
    }
    return value;
  }

  private Workflow workflow() throws FormatException {
    if (!specified) {
      throw new FormatException(1, 1, "there is no workflow.specification: not WfFormat 1.5");
    }
    if (!version.equals("1.5")) {
      throw new FormatException(
          1, 1, "schemaVersion is \"" + version + "\"; WfFormat 1.5 is what is read");
    }
    List<Workflow.Task> all = new ArrayList<>();
    Set<String> produced = new HashSet<>();
    for (Raw task : tasks.values()) {
      for (String parent : task.parents) {
        if (!tasks.containsKey(parent)) {
          throw new FormatException(
              task.line,
              task.column,
              "task \"" + task.id + "\" has a parent \"" + parent + "\" that is not there");
        }
      }
      for (String file : task.outputs) {
        if (!produced.add(file)) {
          throw new FormatException(
              task.line, task.column, "file \"" + file + "\" is made by two tasks");
        }
      }
      Raw run = ran.getOrDefault(task.id, new Raw());
      all.add(
          new Workflow.Task(
              task.id,
              run.program.isEmpty() ? task.name : run.program,
              run.seconds,
              run.cores,
              run.memory,
              task.parents,
              data(task, task.inputs),
              data(task, task.outputs)));
    }
    return new Workflow(name, all);
  }

  private List<Workflow.Data> data(Raw task, List<String> ids) throws FormatException {
    List<Workflow.Data> data = new ArrayList<>();
    for (String id : ids) {
      Long bytes = files.get(id);
      if (bytes == null) {
        throw new FormatException(
            task.line,
            task.column,
            "task \"" + task.id + "\" names the file \"" + id + "\", which is not in files");
      }
      data.add(new Workflow.Data(id, bytes));
    }
    return data;
  }
}
