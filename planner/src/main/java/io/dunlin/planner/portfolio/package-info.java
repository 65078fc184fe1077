/// The planner that users call: feasibility, then list schedulers, then search from the best of
/// them.
///
/// It composes and decides nothing that the parts could decide. Start at
/// [io.dunlin.planner.portfolio.PortfolioPlanner].
@NullMarked
package io.dunlin.planner.portfolio;

import org.jspecify.annotations.NullMarked;
