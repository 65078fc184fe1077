/// The problem as arrays: tasks and devices are numbers, done tasks are folded into what they left
/// behind. All algorithms read this form and none writes it.
///
/// It must not know any algorithm. Start at [io.dunlin.planner.compact.CompactProblem].
@NullMarked
package io.dunlin.planner.compact;

import org.jspecify.annotations.NullMarked;
