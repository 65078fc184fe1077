/// Can the tasks be placed at all, times aside? Either one assignment that meets every hard
/// constraint, or the constraint that binds.
///
/// It knows nothing of schedules. Start at [io.dunlin.planner.feasible.Feasibility].
@NullMarked
package io.dunlin.planner.feasible;

import org.jspecify.annotations.NullMarked;
