/// The words of planning: a [io.dunlin.planner.Problem] goes in, a [io.dunlin.planner.PlanOutcome]
/// comes out of a [io.dunlin.planner.Planner]. All times are seconds from the problem's own zero,
/// all sizes bytes, all speeds relative to the device on which work was measured.
///
/// This package must not know how a plan is found: it holds values and one port, no algorithm. It
/// knows no clock, thread, file or socket; what the search needs of these is handed in with a
/// [io.dunlin.planner.Budget]. Start at `Problem.Builder`; the planner that users call is in
/// `io.dunlin.planner.portfolio`.
@NullMarked
package io.dunlin.planner;

import org.jspecify.annotations.NullMarked;
