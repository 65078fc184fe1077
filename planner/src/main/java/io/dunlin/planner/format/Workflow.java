package io.dunlin.planner.format;

import java.util.List;

/**
 * A workflow of WfCommons: tasks that hand each other files.
 *
 * @param tasks in the order of the file
 */
public record Workflow(String name, List<Task> tasks) {

  /** A file with its size in bytes. */
  public record Data(String id, long bytes) {}

  /**
   * One task.
   *
   * @param program what it runs, or the task's own name where the file does not say
   * @param seconds that it took, 0 where the file does not say
   * @param cores 1 where the file does not say
   * @param memoryBytes 0 where the file does not say
   */
  public record Task(
      String id,
      String program,
      double seconds,
      int cores,
      long memoryBytes,
      List<String> parents,
      List<Data> inputs,
      List<Data> outputs) {
    public Task {
      parents = List.copyOf(parents);
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  public Workflow {
    tasks = List.copyOf(tasks);
  }
}
