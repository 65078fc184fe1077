/// What no schedule can beat. Honest but loose: the bounds average about 0.85 of the best makespan
/// known.
///
/// It knows nothing of how schedules are found. Start at [io.dunlin.planner.bound.LowerBounds].
@NullMarked
package io.dunlin.planner.bound;

import org.jspecify.annotations.NullMarked;
