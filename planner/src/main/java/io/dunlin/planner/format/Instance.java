package io.dunlin.planner.format;

import io.dunlin.planner.Problem;
import java.util.Map;

/**
 * A named problem from a file.
 *
 * @param taskPlaces where each task stands in the file
 */
public record Instance(String name, Problem problem, Map<String, Place> taskPlaces) {

  /** A place in a file, both from 1. */
  public record Place(int line, int column) {}

  public Instance {
    taskPlaces = Map.copyOf(taskPlaces);
  }

  /** Where a task stands; the beginning of the file for a name that is not in it. */
  public Place place(String task) {
    return taskPlaces.getOrDefault(task, new Place(1, 1));
  }
}
