/// Why a task is where it is, and how much it could wait.
///
/// It reads schedules and decides nothing. Start at [io.dunlin.planner.explain.Explainer] and
/// [io.dunlin.planner.explain.Slack].
@NullMarked
package io.dunlin.planner.explain;

import org.jspecify.annotations.NullMarked;
