/// Is a schedule what it says? Checks every constraint of the problem from the words alone.
///
/// It shares no code with the schedulers, on purpose: it must not use routes, timelines or arrays
/// of theirs. Start at [io.dunlin.planner.check.ScheduleValidator].
@NullMarked
package io.dunlin.planner.check;

import org.jspecify.annotations.NullMarked;
