/// Planning again while a plan runs: what is done is kept, what runs stays, what moves pays for it,
/// and a new plan is adopted only when it gains more than it costs.
///
/// It knows plans and problems, not how devices carry them out. Start at
/// [io.dunlin.planner.replan.Replanner]; [io.dunlin.planner.replan.Residual] makes the problem that
/// is left of a running plan.
@NullMarked
package io.dunlin.planner.replan;

import org.jspecify.annotations.NullMarked;
