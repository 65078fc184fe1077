package io.dunlin.bench.planner;

import io.dunlin.planner.Problem;

/**
 * An instance and what is published of it; NaN where nothing is.
 *
 * @param best makespan of the best published scheduler
 * @param known the best makespan known
 * @param proved whether that is proved optimal
 */
record Case(
    String name,
    String family,
    Problem problem,
    double heft,
    double best,
    double known,
    boolean proved) {

  int tasks() {
    return problem.tasks().size();
  }
}
