/// Files as bytes: benchmark instances and schedules in JSON. Where the bytes come from is the
/// caller's business.
///
/// Hostile input is an error with line, column and place, never a crash; sizes are bounded before
/// anything is kept. Start at [io.dunlin.planner.format.InstanceReader]. The only package that uses
/// jackson-core.
@NullMarked
package io.dunlin.planner.format;

import org.jspecify.annotations.NullMarked;
