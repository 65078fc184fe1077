/// From an order of tasks and a device for each to a schedule, and the search for a better order.
///
/// It knows list schedules only as starting points handed in. Start at
/// [io.dunlin.planner.search.FullDecoder].
@NullMarked
package io.dunlin.planner.search;

import org.jspecify.annotations.NullMarked;
