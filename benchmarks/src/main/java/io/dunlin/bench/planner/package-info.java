/**
 * {@code dunlin bench planner}: the planner beside published schedulers, beside its own list
 * schedulers, and beside OR-Tools CP-SAT in the same run; its plans under radio contention by an
 * executor that shares no code with it; its scale, and its replanning. Instances come from a
 * directory that is not part of the project; what needs none is measured on made-up graphs. Start
 * with {@link io.dunlin.bench.planner.PlannerBench}.
 */
@NullMarked
package io.dunlin.bench.planner;

import org.jspecify.annotations.NullMarked;
