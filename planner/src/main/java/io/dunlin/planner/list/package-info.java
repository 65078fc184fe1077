/// List schedulers: each gives one schedule in one pass, by a rule with a name and a paper.
///
/// They plan without contention; what a radio model adds is seen when the order is decoded. They
/// know neither search nor time limits. Start at [io.dunlin.planner.list.ListScheduler]; a new one
/// is one class here and one line in [io.dunlin.planner.list.ListSchedulers].
@NullMarked
package io.dunlin.planner.list;

import org.jspecify.annotations.NullMarked;
