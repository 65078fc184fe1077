package io.dunlin.planner.search;

import io.dunlin.planner.PlanLink;
import io.dunlin.planner.compact.CompactProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hops of routes by device number, looked up once each. */
final class Legs {

  /** One link of a route. */
  record Leg(int from, int to, PlanLink link) {}

  private final CompactProblem problem;
  private final Map<String, Integer> deviceIndex = new HashMap<>();
  private final @Nullable List<Leg>[] first;
  private final @Nullable List<Leg>[] more;

  Legs(CompactProblem problem) {
    this.problem = problem;
    problem.problem.devices().forEach(device -> deviceIndex.put(device.name(), deviceIndex.size()));
    first = lists(problem.devices * problem.devices);
    more = lists(problem.routes.moreLines());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable List<Leg>[] lists(int size) {
    return new List[size];
  }

  /** The hops that {@code bytes} take; empty where there is no way. */
  List<Leg> of(int from, int to, double bytes) {
    int line = problem.routes.line(from, to, bytes);
    @Nullable List<Leg>[] known = line < 0 ? first : more;
    int index = line < 0 ? from * problem.devices + to : line;
    List<Leg> legs = known[index];
    if (legs == null) {
      legs =
          problem.routes.hops(from, to, line).stream()
              .map(link -> new Leg(device(link.from()), device(link.to()), link))
              .toList();
      known[index] = legs;
    }
    return legs;
  }

  private int device(String name) {
    Integer index = deviceIndex.get(name);
    if (index == null) {
      throw new IllegalStateException("a route names the unknown device " + name);
    }
    return index;
  }
}
